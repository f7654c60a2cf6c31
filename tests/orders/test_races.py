"""Many buyers at once: never more than there is, never half an order, never a deadlock."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core import clock
from core.errors import Conflict, DomainError
from marketplace.orders.models import Order, OrderLine, OrderPart, PaymentEvent
from marketplace.orders.services import confirm_transfer, place_order, release_expired
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import available, line, offer, order, order_body
from tests.orders.quoting import accept, answer, ask

pytestmark = pytest.mark.commits
# 500 orders take some seconds, many on a busy machine; a lock that is waited for until its time is up takes minutes
LONGEST_SECONDS = 90


def in_threads(workers: int, act: Callable[[Any], Any], arguments: list[Any]) -> list[Any]:
    """Run `act` for each argument on so many threads that begin together; returns results and domain errors in order."""
    gate = Barrier(workers)

    def run(share: list[Any]) -> list[Any]:
        gate.wait(timeout=30)
        try:
            return [_tried(act, argument) for argument in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        shares = list(pool.map(run, [arguments[n::workers] for n in range(workers)]))
    return [result for share in shares for result in share]


def _tried(act: Callable[[Any], Any], argument: Any) -> Any:
    try:
        return act(argument)
    except DomainError as error:
        return error


def placed(body: dict[str, Any]) -> dict[str, Any]:
    with acting_as("storefront"):
        return place_order(body, by="system")


def deadlocks() -> int:
    """Deadlocks that PostgreSQL has resolved in this database; each connection tells of them at the latest as it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def test_stock_of_fifty_serves_exactly_ten_baskets_of_five(own_database):
    offer(pieces=50)
    results = in_threads(24, placed, [order_body(email=f"b{n}@example.com") for n in range(24)])
    refused = [each for each in results if isinstance(each, Conflict)]
    assert len(results) - len(refused) == 10
    assert {error.code for error in refused} == {"stock-short"}
    assert available() == 0
    with acting_as("storefront"):
        assert Order.objects.count() == OrderPart.objects.count() == 10


def test_crossing_baskets_never_wait_for_each_other(own_database):
    offer("IDM", pieces=2000)
    offer("GRT", pieces=2000)
    there, back = [line(1), line(1, "GRT")], [line(1, "GRT"), line(1)]
    bodies = [order_body(*(there if n % 2 else back), email=f"b{n % 7}@example.com") for n in range(500)]
    began = time.monotonic()
    results = in_threads(8, placed, bodies)
    assert Counter(type(each) for each in results) == {dict: 500}
    assert (available("IDM"), available("GRT")) == (1500, 1500)
    assert deadlocks() == 0
    assert time.monotonic() - began < LONGEST_SECONDS


def test_one_key_on_many_threads_is_one_order(own_database):
    offer()
    body = order_body(key="same")
    results = in_threads(8, placed, [body] * 8)
    assert {each["order"] for each in results} == {results[0]["order"]}
    assert available() == 45


def test_one_key_with_two_bodies_is_one_order_and_a_conflict(own_database):
    offer()
    bodies = [order_body(line(pieces), key="same") for pieces in (5, 6)]
    results = in_threads(2, placed, bodies)
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "dict"]


def answered_quote(pieces: int, email: str) -> str:
    """A quote for some shades that the prison has answered."""
    quote = str(ask(quantity=pieces, email=email, key=email)["id"])
    answer(quote)
    return quote


def test_a_quote_accepted_on_many_threads_is_one_order(own_database):
    offer(pieces=50)
    quote = answered_quote(20, "a@example.com")
    results = in_threads(6, accept, [quote] * 6)
    assert {each["id"] for each in results} == {results[0]["id"]}
    assert available() == 30
    with acting_as("storefront"):
        assert Order.objects.count() == 1


def test_quotes_and_baskets_at_once_never_take_more_than_there_is(own_database):
    offer(pieces=50)
    quotes = [answered_quote(20, f"q{n}@example.com") for n in range(4)]

    def act(wanted: str | dict[str, Any]) -> dict[str, Any]:
        return accept(wanted) if isinstance(wanted, str) else placed(wanted)

    bodies = [order_body(email=f"b{n}@example.com") for n in range(12)]
    results = in_threads(8, act, [*quotes, *bodies])
    taken = sum(line["quantity"] for each in results if isinstance(each, dict) for line in each["parts"][0]["lines"])
    assert available() + taken == 50
    assert {each.code for each in results if isinstance(each, Conflict)} <= {"stock-short"}


def test_answers_of_two_desks_at_once_are_one(own_database):
    offer(pieces=50)
    quote = ask()["id"]
    results = in_threads(4, lambda price: answer(quote, price=price), [1, 2, 3, 4])
    assert sum(isinstance(each, Conflict) for each in results) == 3


def test_a_transfer_confirmed_on_many_threads_is_one_payment(own_database):
    offer()
    part = order()["parts"][0]

    def confirm(reference: str) -> Any:
        with in_prison("IDM"):
            return confirm_transfer(part["id"], amount=part["total"], reference=reference, by="t")

    results = in_threads(6, confirm, ["A", "A", "A", "B", "B", "B"])
    assert sum(isinstance(each, OrderPart) for each in results) == 3
    with acting_as("storefront"):
        assert PaymentEvent.objects.count() == 1


def test_expiry_and_payment_at_once_leave_no_piece_in_two_places(own_database):
    offer(pieces=50)
    parts = [order()["parts"][0] for _ in range(8)]

    def act(part: dict[str, Any] | None) -> Any:
        with clock.at(clock.now() + timedelta(days=3)):
            if part is None:
                with acting_as("storefront"):
                    return release_expired()
            with in_prison("IDM"):
                return confirm_transfer(part["id"], amount=part["total"], reference=part["number"], by="t")

    in_threads(4, act, [None, *parts[:4], None, *parts[4:]])
    with acting_as("storefront"):
        alive = OrderLine.objects.filter(part__cancelled_at=None)
        assert available() + sum(alive.values_list("quantity", flat=True)) == 50
        assert not OrderPart.objects.filter(cancelled_at__isnull=False, paid_at__isnull=False).exists()
