"""A person is held while a stay says so: moves, leaving and coming back, and what the database refuses."""

from datetime import timedelta
from uuid import UUID

import pytest
from psycopg2.extras import DateRange

from core import clock
from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import Assessment, Stay
from programs.people.services import import_people, leave, move_block, readmit, undo_leaving
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, admit, line, sheet
from tests.people.test_gates import refused_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
NEXT = DAY + timedelta(days=7)
SENT = UUID(int=7)


@pytest.fixture(autouse=True)
def inside(db):
    with in_prison("IDM"):
        yield


def week_later():
    return clock.at(MORNING + timedelta(days=7))


def test_a_move_ends_one_stay_and_begins_the_next():
    (person,) = admit()
    with week_later():
        move_block(person.pk, block=" C  4 ", on=NEXT, by="x")
        move_block(person.pk, block="C 4", on=NEXT, by="x")
    new, old = selectors.stays(person.pk)
    assert (old.last_day, old.ended_by, new.first_day, new.began_by) == (NEXT - timedelta(days=1), "move", NEXT, "move")
    assert [p.block for p in selectors.persons(NEXT)] == ["C 4"]
    assert [(p.block, p.admitted_on) for p in selectors.persons(DAY)] == [("A1", DAY)]
    assert selectors.standing(person.pk, NEXT).admitted_on == DAY
    assert AuditEntry.objects.filter(act="person.moved").count() == 1


def test_a_move_on_the_day_of_the_last_one_corrects_it():
    (person,) = admit()
    move_block(person.pk, block="B", on=DAY, by="x")
    (stay,) = selectors.stays(person.pk)
    assert (stay.block, stay.began_by) == ("B", "admission")


@pytest.mark.parametrize(
    ("block", "on", "code"),
    [
        ("x" * 41, DAY, "text-length"),
        ("B", DAY + timedelta(days=1), "day-ahead"),
        ("B", DAY - timedelta(days=1), "person-not-admitted"),
    ],
)
def test_a_move_that_cannot_be_is_refused(block, on, code):
    (person,) = admit()
    with pytest.raises(Refused) as refused:
        move_block(person.pk, block=block, on=on, by="x")
    assert refused.value.code == code


def test_nobody_leaves_before_the_last_move():
    (person,) = admit()
    with week_later():
        move_block(person.pk, block="B", on=NEXT, by="x")
        with pytest.raises(Refused) as refused:
            leave(person.pk, on=NEXT - timedelta(days=1), reason="release", by="x")
    assert refused.value.code == "person-moved-later"


def test_who_comes_back_is_the_same_person_with_a_new_stay():
    (person,) = admit()
    with pytest.raises(Conflict):
        readmit(person.pk, on=DAY, block="B", by="x")
    leave(person.pk, on=DAY, reason="transfer", by="x")
    with week_later():
        with pytest.raises(Refused) as refused:
            readmit(person.pk, on=DAY - timedelta(days=1), block="B", by="x")
        assert refused.value.code == "person-held-then"
        readmit(person.pk, on=NEXT, block="B", by="x")
        undo_leaving(person.pk, by="x")
    assert [stay.began_by for stay in selectors.stays(person.pk)] == ["admission", "admission"]
    assert selectors.standing(person.pk, NEXT) == selectors.Standing(True, "B", NEXT, None, "")
    assert not selectors.standing(person.pk, NEXT - timedelta(days=1)).is_held
    assert not selectors.standing(person.pk, DAY - timedelta(days=1)).is_held


def test_a_mistaken_leaving_on_the_first_day_is_undone_whole():
    (person,) = admit()
    leave(person.pk, on=DAY, reason="death", by="x")
    assert Stay.objects.get().during.isempty
    undo_leaving(person.pk, by="x")
    assert (Stay.objects.get().first_day, Stay.objects.get().last_day) == (DAY, None)


def test_an_import_with_another_block_or_risk_is_a_move_and_a_new_finding():
    admit(3)
    changed = [
        line(1).replace("A1", "C1").replace("rendah", "Sangat Tinggi"),
        line(2).replace("rendah", ""),
        line(3),
    ]
    with week_later():
        report = import_people(sheet(*changed), prison="IDM", by="x")
        assert (report.updated, report.unchanged) == (1, 2)
        assert import_people(sheet(*changed), prison="IDM", by="x").unchanged == 3
    first, second, _third = selectors.persons(NEXT)
    assert (first.block, first.risk, second.risk) == ("C1", "very-high", "low")
    assert [p.risk for p in selectors.persons(DAY)] == ["low", "low", "low"]
    assert [stay.began_by for stay in selectors.stays(first.pk)] == ["move", "admission"]


def test_an_import_on_the_same_day_corrects_block_and_risk():
    admit()
    import_people(sheet(line(1).replace("A1", "B").replace("rendah", "high")), prison="IDM", by="x")
    assert [(p.block, p.risk) for p in selectors.persons(DAY)] == [("B", "high")]
    assert Stay.objects.count() == 1
    assert Assessment.objects.filter(kind="risk", during__isempty=False).count() == 1


def test_an_import_readmits_nobody():
    (person,) = admit()
    leave(person.pk, on=DAY, reason="release", by="x")
    (rejected,) = import_people(sheet(line(1)), prison="IDM", by="x").rejected
    assert (rejected.field, "2024" in rejected.reason) == ("register_number", False)
    assert list(selectors.persons(DAY)) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"began_by": "escape"}, "people_stay_began"),
        ({"ended_by": "release"}, "people_stay_ended"),
        ({"ended_by": "escape", "during": DateRange(DAY, NEXT)}, "people_stay_ended"),
        ({"during": DateRange(DAY, NEXT)}, "people_stay_ended"),
        ({"began_on": NEXT}, "people_stay_begins"),
        ({"during": DateRange(None, None)}, "people_stay_begins"),
        ({"sent_as": SENT}, "people_stay_sent"),
    ],
)
def test_the_database_refuses_a_stay_that_cannot_be(change, name):
    admit()
    with refused_by(name):
        Stay.objects.update(**change)


def test_the_database_refuses_two_stays_in_the_same_days():
    (person,) = admit()
    with refused_by("people_stay_once"):
        Stay.objects.create(person=person, began_on=NEXT, began_by="move", during=(NEXT, None))


def test_a_consignment_takes_one_stay_away():
    first, second = admit(2)
    away = {"sent_as": SENT, "ended_by": "transfer", "during": DateRange(DAY, NEXT)}
    Stay.objects.filter(person=first).update(**away)
    with refused_by("people_stay_sent_once"):
        Stay.objects.filter(person=second).update(**away)
