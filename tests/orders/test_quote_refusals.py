"""What may not be asked or answered in a quote: refused by name, and by the database."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.errors import DomainError, NotFound, Refused
from marketplace.orders.models import Quote
from tenants.isolation.acting import acting_as
from tests.orders.market import offer
from tests.orders.quoting import accept, answer, ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"country": "US"}, "destination-blocked"),
        ({"country": "Puerto Rico"}, "destination-blocked"),
        ({"quantity": 0}, "quantity-malformed"),
        ({"wish_on": date(2020, 1, 1)}, "wish-malformed"),
        ({"wish_on": date(2999, 1, 1)}, "wish-malformed"),
        ({"email": "nobody"}, "email-malformed"),
        ({"name": " "}, "text-malformed"),
    ],
)
def test_what_may_not_be_asked_is_refused_and_leaves_nothing(changes: dict[str, Any], code: str):
    offer()
    with pytest.raises(DomainError) as refusal:
        ask(**changes)
    assert refusal.value.code == code
    with acting_as("storefront"):
        assert not Quote.objects.exists()


def test_a_text_that_is_no_country_is_refused():
    offer()
    with pytest.raises(Refused) as refusal:
        ask(country="Atlantis")
    assert refusal.value.field == "country"


def test_a_blocked_country_is_refused_with_its_citation():
    offer()
    with pytest.raises(Refused) as refusal:
        ask(country="US")
    assert "1307" in refusal.value.citation


def test_food_is_quoted_at_home_only():
    offer("IDM", "bread", is_food=True, price_idr=4000)
    with pytest.raises(Refused) as refusal:
        ask(product="bread", country="ES")
    assert refusal.value.code == "food-abroad"
    quote = ask(product="bread", quantity=5)["id"]
    answer(quote, price=3500)
    with pytest.raises(Refused) as refusal:
        accept(quote)
    assert refusal.value.field == "ship_to.province"
    assert accept(quote, province="32")["total"] == 5 * 3500


def test_an_unknown_product_is_not_quoted():
    with pytest.raises(NotFound):
        ask(product="moon")


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"price": 0}, "unit_price"), ({"days": -1}, "valid_until"), ({"days": 999}, "valid_until"),
     ({"note": "x" * 301}, "note")],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_refused(facts: dict[str, Any], field: str):
    offer()
    with pytest.raises(Refused) as refusal:
        answer(ask()["id"], **facts)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"quantity": 0}, "orders_quote_positive"),
        ({"unit_price": 0, "valid_until": date(2030, 1, 1), "answered_at": clock.now(), "answered_by": "t"},
         "orders_quote_positive"),
        ({"decision": "block"}, "orders_quote_decision"),
        ({"unit_price": 5}, "orders_quote_answer_whole"),
        ({"answered_at": clock.now()}, "orders_quote_answer_whole"),
        ({"answered_at": clock.now(), "answered_by": "t", "unit_price": 5}, "orders_quote_answer_whole"),
        ({"accepted_at": clock.now()}, "orders_quote_accepted_order"),
        ({"declined_at": clock.now()}, "orders_quote_declined_answer"),
    ],
)  # fmt: skip
def test_the_database_keeps_a_quote_whole(changes: dict[str, Any], constraint: str):
    offer()
    quote = ask()["id"]
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Quote.objects.filter(pk=quote).update(**changes)
