"""A malformed order is refused by field, value and rule, before anything is read or written."""

import pytest

from core.errors import Refused
from marketplace.orders.services.reading import read_request
from tests.orders.market import line, order_body


def refusal(body: object) -> Refused:
    with pytest.raises(Refused) as refused:
        read_request(body)
    return refused.value


def test_a_good_order_is_read():
    read = read_request(order_body(line(5), line(3, "GRT"), email=" Buyer@Example.COM "))
    assert read.email == "buyer@example.com"
    assert [each.quantity for each in read.lines] == [5, 3]


@pytest.mark.parametrize("quantity", [0, -1, 10**12, 10**400, 1.5, 5.0, "5", True, False, None, [5], {}, float("nan")])
def test_a_quantity_is_a_whole_number_of_pieces(quantity):
    error = refusal(order_body(line(quantity)))
    assert (error.field, error.code) == ("lines[0].quantity", "quantity-malformed")
    assert "1,000,000" in error.rule or "1.000.000" in error.rule


@pytest.mark.parametrize("quantity", [0, -1, 10**12, 1.5, "5", True])
def test_the_value_of_a_quantity_is_repeated(quantity):
    assert refusal(order_body(line(quantity))).value == quantity


@pytest.mark.parametrize("body", [[], [order_body()], "order", None, 5, True])
def test_a_body_that_is_no_object_is_refused(body):
    error = refusal(body)
    assert (error.field, error.code) == ("body", "not-an-object")


@pytest.mark.parametrize("lines", [[], None, {}, "x", [line(product=f"p{n}") for n in range(101)]])
def test_lines_are_one_to_a_hundred(lines):
    assert refusal({**order_body(), "lines": lines}).field == "lines"


@pytest.mark.parametrize("key", ["idempotency_key", "buyer", "ship_to", "lines"])
def test_a_missing_field_is_named(key):
    body = order_body()
    del body[key]
    error = refusal(body)
    assert (error.field, error.code) == (key, "field-missing")


@pytest.mark.parametrize("place", ["buyer", "ship_to"])
def test_a_missing_inner_field_is_named(place):
    body = order_body()
    del body[place]["country"]
    assert refusal(body).field == f"{place}.country"


def test_unknown_keys_are_refused_at_every_level():
    assert refusal({**order_body(), "note": "x"}).field == "note"
    assert refusal(order_body(line() | {"price": 1})).field == "lines[0].price"
    body = order_body()
    body["buyer"]["phone"] = "0812"
    assert refusal(body).field == "buyer.phone"


def test_a_repeated_line_is_refused():
    error = refusal(order_body(line(1), line(2)))
    assert (error.field, error.code) == ("lines[1].product", "line-repeated")


@pytest.mark.parametrize(
    "email", ["", "no-at", "a@b", "a b@c.id", "a@b.id\n", "x" * 250 + "@b.id", 5, None, "a@b.id\x00", "\ud800@b.id"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(email):
    body = order_body()
    body["buyer"]["email"] = email
    error = refusal(body)
    if email != "a@b.id\n":
        assert str(email) not in str(error.value) or not email
    assert error.field == "buyer.email"


@pytest.mark.parametrize(
    ("place", "field", "longest"),
    [("buyer", "name", 120), ("ship_to", "city", 80), ("ship_to", "line", 200), ("ship_to", "postcode", 16)],
)
def test_texts_have_their_length_and_are_never_repeated(place, field, longest):
    for text in ("y" * (longest + 1), "Rahasia\x07", "Rahasia\nbaris", "\ud800", 7):
        body = order_body()
        body[place][field] = text
        error = refusal(body)
        assert error.field == f"{place}.{field}"
        assert error.value in {"str", "int"}
    body = order_body()
    body[place][field] = "y" * longest
    read_request(body)


def test_a_postcode_may_be_missing():
    body = order_body()
    del body["ship_to"]["postcode"]
    assert read_request(body).postcode == ""


@pytest.mark.parametrize("key", ["", " ", "k" * 121, "a\x00b", 5, None])
def test_a_key_is_text(key):
    assert refusal({**order_body(), "idempotency_key": key}).field == "idempotency_key"
