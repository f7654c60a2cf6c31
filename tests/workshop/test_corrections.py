"""A closed register is put right by dated entries: reasoned, counted into the week again, never rewritten."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from programs.people.models import Enrolment
from programs.people.services import end_enrolment
from programs.workshop import invariants, selectors
from programs.workshop.models import Attendance, AttendanceCorrection, Session, WorkWeek
from programs.workshop.services import Made, Mark, close_session, correct_attendance, mark_attendance, record_lot
from tenants.isolation.acting import acting_as
from tests.people.scene import DAY
from tests.people.test_gates import refused_by
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(crew, session) -> Session:
    """Closed on Monday: the first was present, the second sick, the third is missing."""
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360), Mark(crew[1].pk, "sick")], by="officer")
    close_session(session.pk, by="officer")
    return session


def correct(session: Session, person, state: str = "leave", minutes: int = 0, reason: str = "Salah catat"):
    return correct_attendance(session.pk, person.pk, state=state, minutes=minutes, reason=reason, by="head")


def test_a_correction_changes_the_row_the_week_and_leaves_an_entry(crew, closed):
    correct(closed, crew[0], "present", 120, reason="  Pulang \n lebih awal ")
    row = Attendance.objects.get(person=crew[0])
    assert (row.state, row.minutes, row.version, row.recorded_by) == ("present", 120, 2, "head")
    assert WorkWeek.objects.get(person=crew[0]).d1 == 120
    entry = AttendanceCorrection.objects.get()
    assert (entry.old_state, entry.old_minutes, entry.new_state, entry.new_minutes) == ("present", 360, "present", 120)
    assert (entry.reason, entry.by) == ("Pulang lebih awal", "head")
    assert selectors.working_minutes(DAY, DAY) == {crew[0].pk: 120}
    assert list(invariants.violations()) == []


def test_who_was_left_out_is_entered_and_the_month_is_counted_again(crew, closed):
    correct(closed, crew[2], "present", 300)
    (shown,) = selectors.corrections(closed)
    assert (shown.card_number, shown.old_state, shown.new_state, shown.by) == ("K-0003", "", "present", "staff")
    with acting_as("relay"):
        assert OutboxEvent.objects.filter(topic="workshop.period_dirty", body={"period": "2026-11"}).count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "alpa"}, "state-unknown"),
        ({"state": "present"}, "minutes-unfit"),
        ({"state": "present", "minutes": 421}, "minutes-unfit"),
        ({"minutes": 5}, "minutes-unfit"),
        ({"state": "present", "minutes": 360}, "correction-same"),
        ({"reason": " \n "}, "reason-missing"),
        ({"reason": "x" * 301}, "text-length"),
    ],
)
def test_a_correction_that_says_nothing_right_is_refused(crew, closed, change, code):
    with pytest.raises(Refused) as refused:
        correct(closed, crew[0], **change)
    assert refused.value.code == code
    assert not AttendanceCorrection.objects.exists()


def test_the_caps_hold_for_corrections_too(crew, closed):
    other = opened(place="Bengkel 9")
    mark_attendance(other.pk, marks=[Mark(crew[1].pk, "present", 200)], by="officer")
    with pytest.raises(Refused) as refused:
        correct(closed, crew[1], "present", 221)
    assert (refused.value.code, refused.value.value) == ("day-cap", "K-0002")
    assert Attendance.objects.get(session=closed, person=crew[1]).state == "sick"
    correct(closed, crew[1], "present", 220)
    assert list(invariants.violations()) == []


def test_who_made_pieces_stays_present(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
    record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 1, 60)], by="officer")
    close_session(session.pk, by="officer")
    with pytest.raises(Refused) as refused:
        correct(session, crew[0])
    assert refused.value.code == "maker-not-present"
    assert not AttendanceCorrection.objects.exists()


def test_an_open_session_and_a_stranger_to_the_list_are_refused(crew, session):
    with pytest.raises(Conflict) as refused:
        correct(session, crew[0])
    assert refused.value.code == "session-open"
    end_enrolment(Enrolment.objects.get(person=crew[2]).pk, on=DAY, by="x")
    close_session(session.pk, by="officer")
    with pytest.raises(Refused) as listed:
        correct(session, crew[2])
    assert listed.value.code == "not-on-list"
    with pytest.raises(NotFound):
        correct_attendance(10**9, crew[0].pk, state="sick", minutes=0, reason="x", by="head")


def test_entries_are_newest_first_and_their_day_stands(crew, closed):
    correct(closed, crew[0], "present", 120)
    with clock.at(clock.now() + timedelta(days=1)):
        correct(closed, crew[0], "leave")
    newest, oldest = selectors.corrections(closed)
    assert (newest.old_minutes, newest.new_state, oldest.old_minutes) == (120, "leave", 360)
    assert newest.at - oldest.at >= timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"session_is_closed": False}, "workshop_correction_closed"),
        ({"new_state": "present", "new_minutes": 360}, "workshop_correction_changes"),
        ({"new_state": "alpa"}, "workshop_correction_state"),
        ({"old_state": "alpa", "old_minutes": 0}, "workshop_correction_state"),
        ({"new_minutes": 5}, "workshop_correction_minutes"),
        ({"old_minutes": 0}, "workshop_correction_minutes"),
        ({"reason": ""}, "workshop_correction_reason"),
    ],
)
def test_the_database_refuses_an_entry_that_cannot_be(crew, closed, change, name):
    facts = {
        "old_state": "present",
        "old_minutes": 360,
        "new_state": "leave",
        "new_minutes": 0,
        "reason": "x",
        "by": "x",
    }
    with refused_by(name):
        AttendanceCorrection.objects.create(**{"session": closed, "person": crew[0], **facts, **change})


def test_the_database_takes_no_entry_of_an_open_session(crew, session):
    facts = {
        "old_state": "present",
        "old_minutes": 360,
        "new_state": "leave",
        "new_minutes": 0,
        "reason": "x",
        "by": "x",
    }
    with refused_by("workshop_correction_session_gate"):
        AttendanceCorrection.objects.create(session=session, person=crew[0], **facts)


def test_an_entry_is_neither_changed_nor_removed(crew, closed):
    correct(closed, crew[0])
    for act in (lambda: AttendanceCorrection.objects.update(reason="y"), AttendanceCorrection.objects.all().delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()
