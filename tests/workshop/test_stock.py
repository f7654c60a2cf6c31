"""Pieces move first made first, once a reference, never below zero, and none is created or lost."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, Refused
from programs.workshop import invariants, selectors
from programs.workshop.models import Session, StockBalance, StockMovement
from programs.workshop.services import (
    Made,
    Mark,
    inspect_lot,
    mark_attendance,
    move_to_market,
    record_lot,
    take_back,
    take_sold,
)
from tests.people.scene import DAY
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db
SHADE = "coir-shade"


@pytest.fixture
def working(crew, session) -> Session:
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
    return session


def lot_with(session: Session, person: int, pieces: int) -> str:
    """A lot whose pieces are all accepted; returns its code."""
    lot = record_lot(session.pk, product=SHADE, makers=[Made(person, pieces)], by="officer")
    inspect_lot(lot.pk, accepted=pieces, rejected=0, by="verifier")
    return lot.code


def shown(pieces) -> list[tuple[str, int]]:
    return [(each.lot_code, each.pieces) for each in pieces]


def test_first_made_goes_first_and_a_repeat_moves_nothing(crew, working):
    first, second = lot_with(working, crew[0].pk, 5), lot_with(working, crew[0].pk, 5)
    expected = [(first, 5), (second, 2)]
    assert shown(move_to_market(SHADE, 7, reference="release:1", by="x")) == expected
    assert shown(move_to_market(SHADE, 7, reference="release:1", by="x")) == expected
    assert selectors.stock() == [selectors.StockRow(SHADE, 3, 7)]
    assert shown(take_sold(SHADE, 6, reference="part:1", by="x")) == [(first, 5), (second, 1)]
    assert shown(take_sold(SHADE, 6, reference="part:1", by="x")) == [(first, 5), (second, 1)]
    assert shown(take_back(SHADE, 1, reference="back:1", by="x")) == [(second, 1)]
    assert selectors.stock() == [selectors.StockRow(SHADE, 4, 0)]
    assert shown(take_sold(SHADE, 6, reference="part:1", by="x")) == [(first, 5), (second, 1)]
    assert selectors.movements().count() == 7
    assert list(invariants.violations()) == []


def test_an_older_lot_inspected_later_still_goes_first(crew, working):
    record_lot(working.pk, product=SHADE, makers=[Made(crew[0].pk, 1)], by="officer")
    with clock.at(clock.now() + timedelta(days=1)):
        tuesday = opened(DAY + timedelta(days=1))
        mark_attendance(tuesday.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
        young = lot_with(tuesday, crew[0].pk, 1)
    old = selectors.lots(waiting=True)[0]
    inspect_lot(old.pk, accepted=1, rejected=0, by="verifier")
    assert shown(move_to_market(SHADE, 2, reference="r", by="x")) == [(old.code, 1), (young, 1)]


@pytest.mark.parametrize("pieces", [0, -1, 10**12])
def test_a_number_that_is_none_is_refused(crew, working, pieces):
    with pytest.raises(Refused):
        move_to_market(SHADE, pieces, reference="r", by="x")


@pytest.mark.parametrize("reference", ["", "r" * 61])
def test_a_movement_names_its_cause(crew, working, reference):
    with pytest.raises(Refused):
        move_to_market(SHADE, 1, reference=reference, by="x")


def test_what_is_not_there_cannot_move(crew, working):
    lot_with(working, crew[0].pk, 3)
    for act, pieces in ((move_to_market, 4), (take_sold, 1), (take_back, 1)):
        with pytest.raises(Conflict) as refused:
            act(SHADE, pieces, reference="r", by="x")
        assert refused.value.code == "stock-short"
    with pytest.raises(Conflict):
        move_to_market("gold", 1, reference="r", by="x")
    assert StockMovement.objects.count() == 1


def test_a_reference_stands_for_one_number(crew, working):
    lot_with(working, crew[0].pk, 3)
    move_to_market(SHADE, 1, reference="r", by="x")
    with pytest.raises(Conflict) as refused:
        move_to_market(SHADE, 2, reference="r", by="x")
    assert refused.value.code == "reference-used"
    take_back(SHADE, 1, reference="r", by="x")
    assert selectors.stock() == [selectors.StockRow(SHADE, 3, 0)]


ACTS = {"market": move_to_market, "back": take_back, "sold": take_sold}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["lot", *ACTS]), st.integers(1, 9)), max_size=10))
def test_whatever_is_moved_nothing_is_lost_and_nothing_falls_below_zero(crew, working, steps):
    made = StockMovement.objects.filter(from_place="made")
    for name, pieces in steps:
        try:
            if name == "lot":
                lot_with(working, crew[0].pk, pieces)
            else:
                ACTS[name](SHADE, pieces, reference=uuid.uuid4().hex, by="x")
        except Conflict:  # fewer are there: nothing moved
            pass
        held = list(StockBalance.objects.values_list("pieces", flat=True))
        sold = sum(StockMovement.objects.filter(to_place="sold").values_list("pieces", flat=True))
        assert min(held, default=0) >= 0
        assert sum(held) + sold == sum(made.values_list("pieces", flat=True))
    assert list(invariants.violations()) == []
