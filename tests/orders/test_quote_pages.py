"""Quotes on pages: a buyer asks, sees the answer and orders; staff answer without seeing who asks; others are refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.orders.models import Order
from tenants.isolation.acting import acting_as
from tests.orders.market import offer
from tests.orders.quoting import EMAIL, SHIP_TO, answer, ask, in_days, state

pytestmark = pytest.mark.django_db
ASK = "/penawaran/minta/IDM/coir-shade/"


def sent(**changes: str) -> dict[str, str]:
    facts = {"quantity": "20", "wish_on": "", "country": "ID", "name": "Hotel", "email": EMAIL, "key": "page"}
    return {**facts, **changes}


def test_a_buyer_asks_and_sees_the_answer_and_orders(client_at):
    offer(pieces=50)
    client = client_at("", "buyer")
    assert client.get(ASK).status_code == 200
    page = client.post(ASK, sent())["Location"]
    assert client.post(ASK, sent())["Location"] == page
    assert "Hotel" not in client.get(page).content.decode()
    answer(page.split("/")[2], price=300_000)
    assert "300" in client.get(page).content.decode()
    assert page.split("/")[2] in client.get("/pesanan-saya/").content.decode()
    refused = client.post(f"{page}terima/", {"city": "Bandung"})
    assert refused.status_code == 422
    assert "Bandung" in refused.content.decode()
    order = client.post(f"{page}terima/", SHIP_TO)["Location"]
    assert client.post(f"{page}terima/", SHIP_TO)["Location"] == order
    assert client.get(order).status_code == 200
    with acting_as("storefront"):
        assert Order.objects.count() == 1


def test_a_refused_question_keeps_what_was_typed(client_at):
    offer()
    response = client_at().post(ASK, sent(country="US", name="Shade Importers"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "19 USC 1307" in text
    assert "Shade Importers" in text
    assert client_at().post(ASK, {}).status_code == 422
    assert client_at().get("/penawaran/minta/IDM/moon/").status_code == 404


def test_a_buyer_declines(client_at):
    offer()
    quote = ask()["id"]
    answer(quote)
    assert client_at().get(f"/penawaran/{quote}/tolak/").status_code == 405
    assert client_at().post(f"/penawaran/{quote}/tolak/").status_code == 302
    assert state(quote) == "declined"


LIST = "/pesanan/penawaran/"


def test_staff_answer_without_seeing_who_asks(client_at):
    offer()
    quote = ask()["id"]
    client = client_at("IDM", "treasurer")
    for path in (LIST, f"{LIST}{quote}/"):
        text = client.get(path).content.decode()
        assert "QTN-" in text
        assert "Rahasia" not in text
        assert EMAIL not in text
    bad = client.post(f"{LIST}{quote}/jawab/", {"unit_price": "1", "valid_until": "2020-01-01", "note": "kept"})
    assert bad.status_code == 422
    assert "kept" in bad.content.decode()
    good = {"unit_price": "380000", "valid_until": in_days(9).isoformat(), "note": ""}
    assert client.post(f"{LIST}{quote}/jawab/", good).status_code == 302
    assert state(quote) == "answered"
    assert 'class="empty"' in client.get(LIST).content.decode()
    assert "QTN-" in client.get(LIST, {"show": "all"}).content.decode()


def test_staff_turn_down(client_at):
    offer()
    quote = ask()["id"]
    assert client_at("IDM", "head").post(f"{LIST}{quote}/tolak/", {"note": "No."}).status_code == 302
    assert state(quote) == "unable"


@pytest.mark.parametrize(("role", "home"), [("officer", "IDM"), ("head", "GRT"), ("stranger", "")])
def test_others_do_not_answer(client_at, role: str, home: str):
    offer()
    quote = ask()["id"]
    client = client_at("IDM", role, prison=home)
    facts = {"unit_price": "1", "valid_until": in_days(9).isoformat()}
    assert client.post(f"{LIST}{quote}/jawab/", facts).status_code == 403
    assert client.post(f"{LIST}{quote}/tolak/", {}).status_code == 403
    if home != "IDM":
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}{quote}/").status_code == 403
    assert state(quote) == "waiting"


def test_a_prison_asks_for_no_quote_of_another(client_at):
    offer()
    quote = ask()["id"]
    assert client_at("GRT", "treasurer").get(f"{LIST}{quote}/").status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(client_at):
    offer()
    client = client_at("IDM", "treasurer")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    ask()
    few = queries()
    for number in range(5):
        ask(key=f"k{number}")
    assert queries() == few <= 15
