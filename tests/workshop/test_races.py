"""Several at once, each committing: pieces are sold once, lots and cards are numbered once, hours are not lost."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from core import clock
from core.errors import Conflict, DomainError
from programs.people.models import Person
from programs.people.services import import_people
from programs.workshop import invariants, selectors
from programs.workshop.models import Attendance, Lot, Material, StockBalance, StockMovement, WorkWeek
from programs.workshop.services import (
    Delivery,
    KeyedMark,
    Made,
    Mark,
    inspect_lot,
    mark_attendance,
    merge_lots,
    merge_marks,
    move_to_market,
    receive_material,
    record_lot,
    split_lot,
    take_back,
    take_sold,
    use_material,
    waste_material,
)
from tenants.isolation.acting import in_prison
from tests import databases
from tests.people.scene import MORNING, adopt_programs, line, sheet, workers
from tests.workshop.conftest import opened

pytestmark = pytest.mark.commits
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SHADE = "coir-shade"


@pytest.fixture
def crew(own_database: str, django_db_blocker) -> list[Person]:
    """Two people at work in a database of this test's own, everything committed."""
    with django_db_blocker.unblock():
        databases.use("owner", own_database)
        adopt_programs()
        databases.use("app", own_database)
        with clock.at(MORNING):
            yield workers(2)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run every act in a thread of its own, all starting together inside Indramayu; results or domain errors."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            with clock.at(NOW), in_prison("IDM"):
                barrier.wait(20)
                return act()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def stocked(crew: list[Person], *pieces: int) -> None:
    with in_prison("IDM"):
        session = opened()
        mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
        for count in pieces:
            lot = record_lot(session.pk, product=SHADE, makers=[Made(crew[0].pk, count)], by="officer")
            inspect_lot(lot.pk, accepted=count, rejected=0, by="verifier")


def holds() -> bool:
    with in_prison("IDM"):
        return list(invariants.violations()) == []


def test_fifty_pieces_in_three_lots_are_sold_exactly_once(crew):
    stocked(crew, 7, 13, 30)
    with in_prison("IDM"):
        move_to_market(SHADE, 50, reference="release", by="x")
    results = at_once([lambda n=n: take_sold(SHADE, 5, reference=f"part:{n}", by="x") for n in range(12)])
    sold = [each for each in results if not isinstance(each, Conflict)]
    assert len(sold) == 10
    assert sum(pieces.pieces for parts in sold for pieces in parts) == 50
    assert holds()


def test_the_same_reference_at_once_moves_once(crew):
    stocked(crew, 3, 9)
    results = at_once([lambda: move_to_market(SHADE, 5, reference="same", by="x")] * 6)
    assert all(each == results[0] for each in results)
    with in_prison("IDM"):
        assert selectors.stock() == [selectors.StockRow(SHADE, 7, 5)]
    assert holds()


def test_there_and_back_at_once_never_blocks_for_ever(crew):
    stocked(crew, 10, 10)
    with in_prison("IDM"):
        move_to_market(SHADE, 10, reference="start", by="x")
    for turn in range(5):
        at_once(
            [lambda n=n, turn=turn: move_to_market(SHADE, 3, reference=f"to:{turn}:{n}", by="x") for n in range(3)]
            + [lambda n=n, turn=turn: take_back(SHADE, 3, reference=f"back:{turn}:{n}", by="x") for n in range(3)]
        )
    with in_prison("IDM"):
        (row,) = selectors.stock()
        assert row.workshop + row.marketplace == 20
        assert StockMovement.objects.filter(reference__startswith="to:").exists()
    assert holds()


def test_whatever_is_moved_split_merged_and_counted_at_once_nothing_is_lost_and_nothing_falls_below_zero(crew):
    stocked(crew, 12, 9, 20)
    with in_prison("IDM"):
        lots = list(Lot.objects.order_by("pk").values_list("pk", flat=True))
    chance = random.Random(4)  # noqa: S311 - the same acts each time
    for turn in range(4):
        acts: list[Callable[[], Any]] = []
        for number in range(8):
            one, two = chance.sample(lots, 2)
            pieces, name = chance.randint(1, 6), f"{turn}:{number}"
            acts.append(
                chance.choice(
                    [
                        lambda one=one, pieces=pieces: split_lot(one, pieces=[pieces, 1], by="x"),
                        lambda one=one, two=two, pieces=pieces: merge_lots({two: pieces, one: 1}, by="x"),
                        lambda pieces=pieces, name=name: move_to_market(SHADE, pieces, reference=f"to:{name}", by="x"),
                        lambda pieces=pieces, name=name: take_back(SHADE, pieces, reference=f"back:{name}", by="x"),
                        lambda pieces=pieces, name=name: take_sold(SHADE, pieces, reference=f"sold:{name}", by="x"),
                    ]
                )
            )
        at_once(acts)
    with in_prison("IDM"):
        there = StockBalance.objects.aggregate(pieces=Sum("pieces"))["pieces"]
        sold = StockMovement.objects.filter(to_place="sold").aggregate(pieces=Sum("pieces", default=0))["pieces"]
        assert there + sold == 41
        assert not StockBalance.objects.filter(pieces__lt=0).exists()
        assert Lot.objects.exclude(kind="made").exists()
    assert holds()


def test_a_material_taken_at_once_is_taken_only_while_there_is_some(crew):
    stocked(crew, 1)
    with in_prison("IDM"):
        lot = Lot.objects.get().pk
        facts = {"material_code": "RM-COIR-ROPE", "supplier": "Koperasi", "received_on": MORNING.date()}
        rope = receive_material(Delivery(**facts, quantity=Decimal("10.5")), by="x").pk
    acts = [lambda: use_material(rope, Decimal("1.5"), lot=lot, by="x")] * 6
    acts += [lambda: waste_material(rope, Decimal("1.5"), reason="basah", by="x")] * 6
    results = at_once(acts)
    assert sum(isinstance(each, Conflict) for each in results) == 5
    with in_prison("IDM"):
        assert Material.objects.get().balance == 0
    assert holds()


def test_lots_recorded_at_once_get_numbers_of_their_own(crew):
    stocked(crew, 1)
    with in_prison("IDM"):
        session = selectors.sessions()[0].pk
    made = [Made(crew[0].pk, 1)]
    results = at_once([lambda: record_lot(session, product=SHADE, makers=made, by="officer").code] * 6)
    assert sorted(results) == [f"IDM-261102-{n:02d}" for n in range(2, 8)]
    with in_prison("IDM"):
        assert Lot.objects.count() == 7


def test_hours_of_two_sessions_at_once_are_all_counted_and_capped(crew):
    with in_prison("IDM"):
        sessions = [opened(starts=time(hour), place=f"B{hour}").pk for hour in (8, 9, 10, 11)]
    marks = [Mark(person.pk, "present", 200) for person in crew]
    results = at_once([lambda pk=pk: mark_attendance(pk, marks=marks, by="x") for pk in sessions])
    assert sum(isinstance(each, DomainError) for each in results) == 2
    with in_prison("IDM"):
        assert set(WorkWeek.objects.values_list("d1", flat=True)) == {400}
    assert holds()


def test_two_saves_of_a_register_at_once_are_one_save_and_one_conflict(crew):
    with in_prison("IDM"):
        session = opened().pk
    states = ("sick", "leave", "not_fetched", "not_today")
    results = at_once(
        [
            lambda n=n, state=state: mark_attendance(
                session, marks=[Mark(person.pk, state, 0, 0) for person in crew], by=f"officer-{n}"
            )
            for n, state in enumerate(states)
        ]
    )
    assert sorted(type(each).__name__ for each in results) == ["Conflict"] * 3 + ["list"]
    with in_prison("IDM"):
        stored = set(Attendance.objects.values_list("state", "version"))
    assert stored == {(states[[isinstance(each, list) for each in results].index(True)], 1)}
    assert holds()


def test_marks_of_two_devices_and_their_retries_at_once_lose_nothing_unseen(crew):
    with in_prison("IDM"):
        session = opened().pk
    one = [KeyedMark(f"a{person.pk}", Mark(person.pk, "present", 360, 0)) for person in crew]
    two = [KeyedMark(f"b{person.pk}", Mark(person.pk, "sick", 0, 0)) for person in crew]
    sent = [("a", one), ("b", two)] * 3
    results = at_once([lambda by=by, marks=marks: merge_marks(session, marks=marks, by=by) for by, marks in sent])
    outcomes = [[each.outcome for each in answers] for answers in results]
    with in_prison("IDM"):
        stored = set(Attendance.objects.values_list("state", "minutes", "version", "recorded_by"))
    (winner,) = stored
    assert winner in {("present", 360, 1, "a"), ("sick", 0, 1, "b")}
    for (by, _marks), told in zip(sent, outcomes, strict=True):
        wanted = {"saved", "already"} if by == winner[3] else {"conflict"}
        assert set(told) <= wanted
    assert sum(told.count("saved") for told in outcomes) == len(crew)
    assert holds()


def test_cards_are_given_once_however_many_import(crew):
    files = [sheet(*[line(100 * n + i) for i in range(20)], line(999)) for n in range(1, 6)]
    reports = at_once([lambda each=each: import_people(each, prison="IDM", by="x") for each in files])
    assert sum(report.created for report in reports) == 101
    with in_prison("IDM"):
        cards = list(Person.objects.in_card_order().values_list("card_number", flat=True))
    assert cards == [f"K-{n:04d}" for n in range(1, 104)]
