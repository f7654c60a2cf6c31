"""A quote: asked within the destination rules, answered by the prison alone, accepted once into an ordinary order."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock
from core.errors import Conflict, DomainError, NotFound, Refused
from core.models import OutboxEvent
from marketplace.orders import selectors, services
from marketplace.orders.models import Order, OrderLine, OrderPart, Quote
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import available, offer

pytestmark = pytest.mark.django_db
SHIP_TO = {"city": "Bandung", "line": "Jalan Rahasia 7", "postcode": "40111", "province": ""}
EMAIL = "buyer@nation.example"


def in_days(days: int) -> date:
    return clock.today(settings.TIME_ZONE) + timedelta(days=days)


def ask(**changes: Any) -> dict[str, Any]:
    facts = {
        "prison": "IDM",
        "product": "coir-shade",
        "quantity": 40,
        "wish_on": in_days(30),
        "country": "ID",
        "email": EMAIL,
        "name": "Buyer Rahasia",
        "key": "k",
        "by": "system",
    }
    with acting_as("storefront"):
        return services.ask_quote(**{**facts, **changes})


def answer(quote: str, *, prison: str = "IDM", price: int = 400_000, days: int = 10, note: str = "") -> Quote:
    with in_prison(prison):
        return services.answer_quote(
            UUID(quote), unit_price=price, valid_until=in_days(days), note=note, by="treasurer"
        )


def accept(quote: str, **ship_to: str) -> dict[str, Any]:
    with acting_as("storefront"):
        return services.accept_quote(UUID(quote), ship_to={**SHIP_TO, **ship_to}, by="system")


def decline(quote: str) -> Quote:
    with acting_as("storefront"):
        return services.decline_quote(UUID(quote), by="system")


def state(quote: str, days: int = 0) -> str:
    with acting_as("storefront"):
        return Quote.objects.get(pk=quote).state_on(in_days(days))


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
