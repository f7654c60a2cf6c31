"""Lots: recorded with makers who were present, inspected once by another person, numbered in sequence."""

from datetime import time, timedelta

import pytest

from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from programs.workshop import invariants, selectors
from programs.workshop.models import Inspection, Lot
from programs.workshop.services import Made, Mark, close_session, inspect_lot, mark_attendance, record_lot
from tenants.isolation.acting import acting_as
from tests.people.scene import DAY
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def present(crew, session):
    marks = [Mark(crew[0].pk, "present", 360), Mark(crew[1].pk, "present", 300), Mark(crew[2].pk, "sick")]
    mark_attendance(session.pk, marks=marks, by="officer")


def lot_of(session, *makers: Made, product: str = "coir-shade") -> Lot:
    return record_lot(session.pk, product=product, makers=makers, by="officer")


def test_lots_are_numbered_by_prison_day_and_sequence(crew, session):
    evening = opened(starts=time(16))
    mark_attendance(evening.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    lots = [lot_of(session, Made(crew[0].pk, 3, 180), Made(crew[1].pk, 2)), lot_of(evening, Made(crew[0].pk, 1))]
    assert [(lot.code, lot.produced) for lot in lots] == [("IDM-261102-01", 5), ("IDM-261102-02", 1)]
    assert selectors.lot_makers(lots[0].pk) == [
        selectors.MakerShare(crew[0].pk, 3, 180),
        selectors.MakerShare(crew[1].pk, 2, 0),
    ]


def test_a_lot_that_cannot_be_is_refused(crew, session):
    first, second, sick = crew
    cases = [
        ([], "makers-missing"),
        ([Made(first.pk, 0)], "pieces-out-of-bounds"),
        ([Made(first.pk, -1)], "pieces-out-of-bounds"),
        ([Made(first.pk, 10**12)], "pieces-out-of-bounds"),
        ([Made(first.pk, 1, 421)], "minutes-unfit"),
        ([Made(second.pk, 1, 301)], "minutes-unfit"),
        ([Made(first.pk, 1, -1)], "minutes-unfit"),
        ([Made(sick.pk, 1)], "maker-not-present"),
        ([Made(0, 1)], "maker-not-present"),
        ([Made(first.pk, 1), Made(first.pk, 1)], "maker-twice"),
    ]
    for makers, code in cases:
        with pytest.raises(Refused) as refused:
            lot_of(session, *makers)
        assert refused.value.code == code
    assert not Lot.objects.exists()


@pytest.mark.parametrize("product", ["wheat-bread", "gold", ""])
def test_a_product_not_made_here_is_not_found(crew, session, product):
    with pytest.raises(NotFound):
        lot_of(session, Made(crew[0].pk, 1), product=product)


def test_accepted_pieces_enter_the_stock_and_others_hear_of_it(crew, session):
    lot = lot_of(session, Made(crew[0].pk, 8, 300))
    with pytest.raises(NotFound):
        selectors.accepted_lot(lot.pk)
    inspect_lot(lot.pk, accepted=5, rejected=2, rework=1, by="verifier")
    assert selectors.accepted_lot(lot.pk).accepted == 5
    assert selectors.stock() == [selectors.StockRow("coir-shade", 5, 0)]
    with acting_as("relay"):
        facts = set(OutboxEvent.objects.filter(topic__startswith="workshop").values_list("topic", "body__lot"))
        assert facts == {("workshop.lot_accepted", lot.pk), ("workshop.period_dirty", None)}
    assert list(invariants.violations()) == []


def test_a_lot_of_which_nothing_is_accepted_makes_no_stock(crew, session):
    lot = lot_of(session, Made(crew[0].pk, 2))
    inspect_lot(lot.pk, accepted=0, rejected=2, by="verifier")
    assert selectors.stock() == []
    with acting_as("relay"):
        assert not OutboxEvent.objects.filter(topic="workshop.lot_accepted").exists()


def test_an_inspection_that_cannot_be_is_refused(crew, session):
    lot = lot_of(session, Made(crew[0].pk, 8))
    for verdict, code in [
        ({"accepted": 9, "rejected": 0}, "sums-differ"),
        ({"accepted": 7, "rejected": 0}, "sums-differ"),
        ({"accepted": -1, "rejected": 9}, "pieces-out-of-bounds"),
        ({"accepted": 10**12, "rejected": 0}, "pieces-out-of-bounds"),
    ]:
        with pytest.raises(Refused) as refused:
            inspect_lot(lot.pk, **verdict, by="verifier")
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        inspect_lot(lot.pk, accepted=8, rejected=0, by="officer")
    assert refused.value.code == "same-person"
    with pytest.raises(NotFound):
        inspect_lot(0, accepted=1, rejected=0, by="verifier")
    inspect_lot(lot.pk, accepted=8, rejected=0, by="verifier")
    with pytest.raises(Conflict):
        inspect_lot(lot.pk, accepted=8, rejected=0, by="verifier")
    assert Inspection.objects.count() == 1


def test_units_and_minutes_count_closed_sessions_of_the_days(crew, session):
    lot = lot_of(session, Made(crew[0].pk, 8, 300))
    inspect_lot(lot.pk, accepted=5, rejected=3, by="verifier")
    assert selectors.accepted_units_and_minutes(DAY, DAY) == (0, 0)
    close_session(session.pk, by="officer")
    assert selectors.accepted_units_and_minutes(DAY, DAY) == (5, 660)
    eve, next_day = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert selectors.accepted_units_and_minutes(eve, eve) == (0, 0)
    assert selectors.accepted_units_and_minutes(next_day, next_day) == (0, 0)
