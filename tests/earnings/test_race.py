"""Two workers and one sale: whoever comes second finds what the first one booked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from programs.earnings import selectors, services
from programs.earnings.models import Posting, PremiEntry, Settlement
from tenants.isolation.acting import acting_as, in_prison
from tests.earnings.making import make_lot, sale_of, set_rate, sign
from tests.waiting import wait_until

pytestmark = pytest.mark.commits
WORKERS = 6


def at_once(act, *arguments):
    """Run `act` once per argument, at the same moment, in the prison; returns what each returned."""
    gate = Barrier(len(arguments))

    def run(argument):
        try:
            gate.wait(timeout=30)
            with in_prison("IDM"):
                return act(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        results = list(pool.map(run, arguments))
    wait_until(is_alone, "closed connections are gone from the server, so that the database can be dropped")
    return results


def is_alone() -> bool:
    with acting_as("gate"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone() == (0,)


def test_the_same_part_settled_by_many_workers_is_booked_once(own_database):
    with in_prison("IDM"):
        sign()
        set_rate()
        sale = sale_of(make_lot(), 10, 450_000)
    booked = at_once(lambda _: services.book_sale(sale).premi, *range(WORKERS))
    assert set(booked) == {booked[0]}
    with in_prison("IDM"):
        assert Settlement.objects.count() == 1
        assert selectors.balances()["bank"] == 450_000
        assert Posting.objects.filter(line="premi").count() == 1


def test_many_parts_of_one_lot_settled_at_once_lose_nothing(own_database):
    with in_prison("IDM"):
        sign()
        set_rate(2500, 0)
        lot = make_lot((6, 6))
        sales = [sale_of(lot, 2, 100_000) for _ in range(WORKERS)]
    at_once(services.book_sale, *sales)
    with in_prison("IDM"):
        held = selectors.balances()
        assert (held["bank"], held["premi_advance"], held["premi_payable"]) == (600_000, 0, 300_000)


def test_the_same_lot_accrued_by_many_workers_is_booked_once(own_database):
    with in_prison("IDM"):
        sign()
        set_rate()
        lot = make_lot((6, 4))
    assert at_once(lambda _: services.accrue_lot(lot.pk), *range(WORKERS)) == [25_000] * WORKERS
    with in_prison("IDM"):
        assert PremiEntry.objects.count() == 2
