"""Premi goes along with a transferred person: two entries that match through in transit, each once, of one's own only."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from core.errors import Conflict, Refused
from programs.earnings import invariants, selectors, services
from programs.earnings.models import PremiEntry
from tenants.isolation.acting import in_prison
from tests.earnings.making import make_lot, set_rate, sign
from tests.tenants.third import coded

pytestmark = pytest.mark.django_db
AT = "transfer:" + str(uuid.UUID(int=1))


@pytest.fixture
def maker():
    """Someone who is owed 15,000 rupiah for six accepted pieces."""
    with in_prison("IDM"):
        sign()
        set_rate(2500, 0)
        lot = make_lot((6, 4))
        services.accrue_lot(lot.pk)
        yield PremiEntry.objects.get(pieces=6).person_id


def test_what_is_sent_is_owed_no_longer_and_what_comes_back_is_owed_again(maker) -> None:
    pk = uuid.uuid4()
    assert selectors.premi_due(maker) == 15_000
    services.send_premi(maker, 15_000, consignment=pk, by="x")
    assert selectors.premi_due(maker) == 0
    assert (selectors.balances()["in_transit"], selectors.premi_owed()) == (15_000, 10_000)
    assert services.take_back_premi(maker, consignment=pk, by="x") == 15_000
    assert services.take_back_premi(maker, consignment=pk, by="x") == 15_000
    assert (selectors.premi_due(maker), selectors.balances()["in_transit"]) == (15_000, 0)


def test_what_came_is_owed_here(maker) -> None:
    services.receive_premi(maker, 7_000, consignment=uuid.uuid4(), by="x")
    assert (selectors.premi_due(maker), selectors.balances()["in_transit"]) == (22_000, -7_000)


@pytest.mark.parametrize("amount", [-1, 15_001])
def test_no_more_is_sent_than_is_owed(maker, amount: int) -> None:
    with pytest.raises(Refused, check=coded("premi-too-much")):
        services.send_premi(maker, amount, consignment=uuid.uuid4(), by="x")


@pytest.mark.parametrize("amount", [-1, 10**13])
def test_an_amount_that_cannot_be_is_not_taken(maker, amount: int) -> None:
    with pytest.raises(Refused, check=coded("premi-unfit")):
        services.receive_premi(maker, amount, consignment=uuid.uuid4(), by="x")


def test_one_consignment_is_booked_once(maker) -> None:
    pk = uuid.uuid4()
    services.receive_premi(maker, 7_000, consignment=pk, by="x")
    with pytest.raises(Conflict, check=coded("transfer-booked")):
        services.receive_premi(maker, 7_000, consignment=pk, by="x")


def test_nothing_owed_moves_nothing(maker) -> None:
    services.send_premi(maker, 0, consignment=uuid.uuid4(), by="x")
    assert not PremiEntry.objects.filter(lot=None).exists()


def test_a_total_of_premi_does_not_count_it_twice(maker) -> None:
    from core import clock

    services.receive_premi(maker, 7_000, consignment=uuid.uuid4(), by="x")
    today = clock.today("Asia/Jakarta")
    assert selectors.premi_owed() == 32_000
    assert totals_of(today) == 25_000


def totals_of(today) -> int:
    from programs.earnings.selectors.totals import premi_total

    return premi_total(today.replace(day=1), today).amount


def test_the_invariants_see_a_transfer_without_its_consignment(maker) -> None:
    assert not list(invariants.violations())
    services.send_premi(maker, 15_000, consignment=uuid.uuid4(), by="x")
    assert any("has no consignment" in each for each in invariants.violations())
    PremiEntry.objects.create(person_id=maker, cause=AT, pieces=0, amount=5)
    assert any("differs between" in each for each in invariants.violations())


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"cause": AT, "pieces": 0, "amount": 0}, "earnings_premi_moved"),
        ({"cause": "rate", "pieces": 0, "amount": 5}, "earnings_premi_moved"),
        ({"cause": AT, "pieces": 1, "amount": 5}, "earnings_premi_moved"),
    ],
)
def test_an_entry_without_a_lot_is_a_transfer(maker, facts, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PremiEntry.objects.create(person_id=maker, **facts)


def test_the_same_end_of_a_transfer_is_entered_once(maker) -> None:
    PremiEntry.objects.create(person_id=maker, cause=AT, pieces=0, amount=5)
    with pytest.raises(IntegrityError, match="earnings_premi_moved_once"), transaction.atomic():
        PremiEntry.objects.create(person_id=maker, cause=AT, pieces=0, amount=5)
