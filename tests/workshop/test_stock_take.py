"""Counting the workshop: differences are movements with reasons, once a day, and never behind a movement's back."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from core.errors import Conflict, Refused
from programs.workshop import invariants, selectors
from programs.workshop.models import StockBalance, StockMovement, StockTake
from programs.workshop.services import (
    Counted,
    Made,
    Mark,
    inspect_lot,
    mark_attendance,
    move_to_market,
    record_lot,
    take_stock,
)
from tests.people.scene import DAY
from tests.people.test_gates import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def lots(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
    made = [record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, n)], by="officer") for n in (5, 8)]
    for lot in made:
        inspect_lot(lot.pk, accepted=lot.produced, rejected=0, by="verifier")
    return made


def lying() -> list[int]:
    return list(StockBalance.objects.filter(place="workshop").order_by("lot_id").values_list("pieces", flat=True))


def test_differences_become_movements_with_their_reasons(lots):
    lines = [Counted(lots[0].pk, 5, 3, "dua rusak"), Counted(lots[1].pk, 8, 9, "satu terselip")]
    take = take_stock(DAY, lines=lines, by="officer")
    assert lying() == [3, 9]
    moved = StockMovement.objects.filter(reference=f"count:{take.pk}").order_by("pk")
    assert [(row.from_place, row.to_place, row.pieces) for row in moved] == [
        ("workshop", "written_off", 2),
        ("found", "workshop", 1),
    ]
    assert selectors.accepted_lot(lots[1].pk).found == 1
    assert take.lines[0]["reason"] == "dua rusak"
    assert list(invariants.violations()) == []


def test_a_count_is_closed_once_a_day_and_not_ahead(lots):
    line = [Counted(lots[0].pk, 5, 5)]
    take_stock(DAY, lines=line, by="officer")
    for day, lines, code, kind in [
        (DAY, line, "counted-already", Conflict),
        (DAY + timedelta(days=9), line, "day-ahead", Refused),
        (DAY - timedelta(days=1), [], "lines-unfit", Refused),
        (DAY - timedelta(days=1), line * 2, "lines-unfit", Refused),
        (DAY - timedelta(days=1), [Counted(lots[0].pk, 5, 4)], "reason-missing", Refused),
        (DAY - timedelta(days=1), [Counted(lots[0].pk, 5, -1, "x")], "pieces-out-of-bounds", Refused),
    ]:
        with pytest.raises(kind) as error, transaction.atomic():
            take_stock(day, lines=lines, by="officer")
        assert error.value.code == code
    assert lying() == [5, 8]


def test_what_moved_since_it_was_written_down_is_counted_again(lots):
    move_to_market("coir-shade", 2, reference="release", by="x")
    lines = [Counted(lots[1].pk, 8, 7, "hilang"), Counted(lots[0].pk, 5, 5)]
    with pytest.raises(Conflict) as error, transaction.atomic():
        take_stock(DAY, lines=lines, by="officer")
    assert error.value.code == "stock-moved"
    assert lying() == [3, 8]
    assert not StockTake.objects.exists()


def test_the_database_keeps_one_count_a_day_and_only_of_the_workshop(lots):
    take_stock(DAY, lines=[Counted(lots[0].pk, 5, 5)], by="officer")
    with refused_by("workshop_stocktake_once"):
        StockTake.objects.create(day=DAY, by="x")
    with refused_by("workshop_stocktake_place"):
        StockTake.objects.create(day=DAY, place="marketplace", by="x")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        StockTake.objects.all().delete()
