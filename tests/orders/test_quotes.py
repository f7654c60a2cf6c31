"""A quote: answered by the prison alone, accepted once into an ordinary order."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction

from core import clock
from core.errors import Conflict, NotFound
from core.models import OutboxEvent
from marketplace.orders import selectors, services
from marketplace.orders.models import OrderLine, OrderPart, Quote
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import available, offer
from tests.orders.quoting import EMAIL, accept, answer, ask, decline, in_days, state

pytestmark = pytest.mark.django_db


def test_an_answered_quote_becomes_an_order_at_its_price_and_reserves():
    offer(pieces=50)
    quote = ask()["id"]
    assert state(quote) == "waiting"
    answer(quote)
    placed = accept(quote)
    assert placed["total"] == 40 * 400_000
    assert available() == 10
    with acting_as("storefront"):
        row = Quote.objects.get(pk=quote)
        assert (row.state_on(in_days(0)), str(row.order_id)) == ("accepted", placed["id"])
        assert OrderLine.objects.get().unit_price == 400_000
        assert OrderPart.objects.get().state == "awaiting_payment"


def test_accepting_twice_is_one_order():
    offer(pieces=50)
    quote = ask()["id"]
    answer(quote)
    assert accept(quote)["id"] == accept(quote)["id"]
    assert available() == 10
    with pytest.raises(Conflict) as conflict:
        accept(quote, city="Elsewhere")
    assert conflict.value.code == "key-reused"


def test_the_same_key_is_one_quote():
    offer()
    assert ask() == ask()
    with pytest.raises(Conflict):
        ask(quantity=41)
    assert ask(key="other")["id"] != ask()["id"]


def test_a_quote_abroad_becomes_a_locked_order():
    offer(pieces=50)
    quote = ask(country="ES")["id"]
    answer(quote)
    assert accept(quote)["decision"] == "allow_with_evidence"


def test_pieces_that_are_short_leave_the_quote_open():
    offer(pieces=39)
    quote = ask()["id"]
    answer(quote)
    with pytest.raises(Conflict) as conflict:
        accept(quote)
    assert conflict.value.code == "stock-short"
    assert state(quote) == "answered"
    assert available() == 39


def test_nothing_is_accepted_before_the_answer_after_its_end_or_once_declined():
    offer(pieces=50)
    quote = ask()["id"]
    with pytest.raises(Conflict) as conflict:
        accept(quote)
    assert conflict.value.code == "quote-waiting"
    answer(quote, days=3)
    with clock.at(clock.now() + timedelta(days=4)), pytest.raises(Conflict) as conflict:
        accept(quote)
    assert conflict.value.code == "quote-expired"
    decline(quote)
    assert decline(quote).declined_at is not None
    with pytest.raises(Conflict) as conflict:
        accept(quote)
    assert conflict.value.code == "quote-declined"
    assert available() == 50


def test_an_unanswered_quote_expires():
    offer()
    quote = ask()["id"]
    assert state(quote, 15) == "expired"
    with clock.at(clock.now() + timedelta(days=15)):
        with pytest.raises(Conflict):
            answer(quote)
        with in_prison("IDM"):
            assert not selectors.waiting_quotes().exists()


def test_a_prison_may_say_that_it_cannot():
    offer()
    quote = ask()["id"]
    with in_prison("IDM"):
        services.turn_down_quote(UUID(quote), note="Not this year.", by="head")
        services.turn_down_quote(UUID(quote), note="Not this year.", by="head")
    assert state(quote) == "unable"
    for act in (accept, answer):
        with pytest.raises(Conflict):
            act(quote)


def test_an_answer_is_given_once():
    offer()
    quote = ask()["id"]
    answer(quote)
    answer(quote)
    with pytest.raises(Conflict):
        answer(quote, price=1)


def test_another_prison_neither_sees_nor_answers():
    offer()
    quote = ask()["id"]
    with in_prison("GRT"):
        assert not selectors.waiting_quotes().exists()
        with pytest.raises(NotFound):
            selectors.quote(UUID(quote))
    with pytest.raises(NotFound):
        answer(quote, prison="GRT")
    with in_prison("IDM"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Quote.objects.update(quantity=1)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            str(Quote.objects.get().buyer)


def test_the_buyer_hears_by_mail_with_a_link_and_no_address():
    offer()
    quote = ask(country="ES")["id"]
    answer(quote)
    with acting_as("owner"):
        assert OutboxEvent.objects.filter(topic="orders.quote_answered").count() == 1
    with acting_as("storefront"):
        services.tell_buyer(UUID(quote))
    assert mail.outbox[0].to == [EMAIL]
    assert f"/penawaran/{quote}/" in mail.outbox[0].body
    assert "Rahasia" not in mail.outbox[0].body
