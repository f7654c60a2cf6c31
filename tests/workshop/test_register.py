"""The register: who may be entered, how hours are counted and capped, what may still change."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from programs.people.models import Enrolment, Person, Suspension
from programs.people.services import end_enrolment, suspend, withdraw_consent
from programs.records.services import ensure_officer
from programs.workshop import invariants, selectors
from programs.workshop.models import Attendance, Session, WorkWeek
from programs.workshop.services import (
    KeyedMark,
    Made,
    Mark,
    close_session,
    mark_attendance,
    merge_marks,
    open_session,
    record_lot,
    tap,
)
from tenants.isolation.acting import acting_as
from tests.people.scene import DAY
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday(crew: list[Person]):
    """The days of this week may be keyed in."""
    with clock.at(datetime(2026, 11, 13, 9, tzinfo=UTC)):
        yield


def present(person: Person, minutes: int = 360, version: int | None = None) -> Mark:
    return Mark(person.pk, "present", minutes, version)


def refusal(kind: type[Exception], act, *args, **kwargs) -> str:
    with pytest.raises(kind) as refused:
        act(*args, **kwargs)
    assert list(invariants.violations()) == []
    return refused.value.code


def test_marks_are_counted_into_the_week(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0]), Mark(crew[1].pk, "sick")], by="x")
    week = WorkWeek.objects.get(person=crew[0])
    assert (week.monday, week.days) == (DAY, (360, 0, 0, 0, 0, 0, 0))
    assert not WorkWeek.objects.filter(person=crew[1], d1__gt=0).exists()
    rows = selectors.register(session)
    assert [(r.card_number, r.state, r.minutes, r.version) for r in rows] == [
        ("K-0001", "present", 360, 1),
        ("K-0002", "sick", 0, 1),
        ("K-0003", "", 0, 0),
    ]
    assert rows[0].short_name == "Orang C. 1."
    assert list(invariants.violations()) == []


def test_a_correction_before_closing_adjusts_the_counters(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0]), present(crew[1])], by="x")
    mark_attendance(session.pk, marks=[present(crew[0], 120), Mark(crew[1].pk, "not_today")], by="y")
    assert sorted(WorkWeek.objects.values_list("d1", flat=True)) == [0, 120]
    assert set(Attendance.objects.values_list("version", "recorded_by")) == {(2, "y")}
    assert list(invariants.violations()) == []


def test_nobody_works_more_than_seven_hours_a_day_over_two_sessions(crew, session):
    mark_attendance(session.pk, marks=[present(person) for person in crew], by="x")
    evening = opened(starts=time(16))
    code = refusal(Refused, mark_attendance, evening.pk, marks=[present(crew[0], 60), present(crew[1], 61)], by="x")
    assert code == "day-cap"
    near = mark_attendance(evening.pk, marks=[present(crew[0], 60)], by="x")
    assert [(n.card_number, n.day_minutes) for n in near] == [("K-0001", 420)]


def test_the_refusal_names_the_cards_and_nobody_else(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0]), present(crew[1], 60)], by="x")
    evening = opened(starts=time(16))
    with pytest.raises(Refused) as refused:
        mark_attendance(evening.pk, marks=[present(crew[0], 120), present(crew[1], 120)], by="x")
    assert (refused.value.value, bool(refused.value.citation)) == ("K-0001", True)


def test_nobody_works_more_than_forty_hours_a_week(crew):
    for n in range(5):
        mark_attendance(opened(DAY + timedelta(days=n)).pk, marks=[present(crew[0], 420)], by="x")
    saturday = opened(DAY + timedelta(days=5))
    assert refusal(Refused, mark_attendance, saturday.pk, marks=[present(crew[0], 301)], by="x") == "week-cap"
    (near,) = mark_attendance(saturday.pk, marks=[present(crew[0], 300)], by="x")
    assert near.week_minutes == 2400


def test_the_seventh_day_is_rest(crew):
    for n in range(6):
        mark_attendance(opened(DAY + timedelta(days=n)).pk, marks=[present(crew[0], 60)], by="x")
    sunday = opened(DAY + timedelta(days=6))
    assert refusal(Refused, mark_attendance, sunday.pk, marks=[present(crew[0], 1)], by="x") == "rest-day"
    next_monday = opened(DAY + timedelta(days=7))
    assert mark_attendance(next_monday.pk, marks=[present(crew[0], 60)], by="x") == []


def test_eighty_percent_of_a_cap_is_told(crew, session):
    assert mark_attendance(session.pk, marks=[present(crew[0], 335)], by="x") == []
    assert len(mark_attendance(session.pk, marks=[present(crew[0], 336)], by="x")) == 1
    assert selectors.register(session)[0].is_near_cap


@pytest.mark.parametrize(
    ("state", "minutes", "code"),
    [
        ("alpa", 0, "state-unknown"),
        ("present", 0, "minutes-unfit"),
        ("present", 421, "minutes-unfit"),
        ("present", -1, "minutes-unfit"),
        ("sick", 30, "minutes-unfit"),
    ],
)
def test_a_mark_that_does_not_fit_is_refused(crew, session, state, minutes, code):
    assert refusal(Refused, mark_attendance, session.pk, marks=[Mark(crew[0].pk, state, minutes)], by="x") == code
    twice = [present(crew[0]), present(crew[0])]
    assert refusal(Refused, mark_attendance, session.pk, marks=twice, by="x") == "person-twice"


def test_only_who_is_on_the_list_that_day_is_entered(crew, session):
    end_enrolment(Enrolment.objects.get(person=crew[0]).pk, on=DAY, by="x")
    marks = [present(crew[0]), present(crew[1])]
    assert refusal(Refused, mark_attendance, session.pk, marks=marks, by="x") == "not-on-list"
    assert not Attendance.objects.exists()


def test_a_mark_that_changed_in_between_is_a_conflict(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0], version=0)], by="x")
    assert (
        refusal(Conflict, mark_attendance, session.pk, marks=[Mark(crew[0].pk, "sick", 0, 0)], by="y")
        == "register-changed"
    )
    mark_attendance(session.pk, marks=[present(crew[0], version=0)], by="y")
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "sick", 0, 1)], by="y")


def test_a_closed_session_counts_and_no_longer_changes(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0])], by="x")
    assert selectors.working_minutes(DAY, DAY) == {}
    close_session(session.pk, by="x")
    closed_at = Session.objects.get().closed_at
    close_session(session.pk, by="y")
    assert Session.objects.get().closed_at == closed_at
    assert selectors.working_minutes(DAY, DAY) == {crew[0].pk: 360}
    assert selectors.working_minutes(DAY + timedelta(days=1), date(2026, 12, 31)) == {}
    assert refusal(Conflict, mark_attendance, session.pk, marks=[present(crew[1])], by="x") == "session-closed"
    with acting_as("relay"):
        assert OutboxEvent.objects.filter(topic="workshop.period_dirty", body={"period": "2026-11"}).count() == 1


def test_minutes_of_a_month_include_its_first_and_last_day(crew):
    for day in (date(2026, 11, 2), date(2026, 11, 12)):
        session = opened(day)
        mark_attendance(session.pk, marks=[present(crew[0], 60)], by="x")
        close_session(session.pk, by="x")
    assert selectors.working_minutes(date(2026, 11, 2), date(2026, 11, 12)) == {crew[0].pk: 120}
    assert selectors.working_minutes(date(2026, 11, 3), date(2026, 11, 11)) == {}


def test_a_withdrawal_on_a_day_of_work_lets_that_work_stand(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0])], by="x")
    row = Enrolment.objects.get(person=crew[0])
    withdraw_consent(row.consent_id, on=DAY, by="x")
    assert Enrolment.objects.get(person=crew[0]).last_day == DAY
    assert Attendance.objects.get().enrolment_during.upper == DAY + timedelta(days=1)
    assert list(invariants.violations()) == []


def test_a_withdrawal_before_work_that_is_registered_is_a_conflict(crew):
    later = opened(DAY + timedelta(days=3))
    mark_attendance(later.pk, marks=[present(crew[0])], by="x")
    row = Enrolment.objects.get(person=crew[0])
    assert refusal(Conflict, withdraw_consent, row.consent_id, on=DAY, by="x") == "work-registered"
    assert refusal(Conflict, end_enrolment, row.pk, on=DAY, by="x") == "work-registered"


def test_an_instructor_cannot_be_the_officer_on_duty(crew):
    instructor = uuid.uuid4()
    ensure_officer(instructor, name="Instruktur Contoh", is_state=False)
    facts = {
        "place": "B",
        "day": DAY,
        "starts": time(8),
        "ends": time(9),
        "officer_name": "Instruktur Contoh",
        "by": "x",
    }
    assert refusal(Refused, open_session, "coir-shade", officer=instructor, **facts) == "officer-not-state"


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({"program": "gold"}, NotFound, "program-not-adopted"),
        ({"place": " "}, Refused, "text-length"),
        ({"place": "x" * 61}, Refused, "text-length"),
        ({"day": date(2026, 11, 14)}, Refused, "day-ahead"),
        ({"ends": time(8)}, Refused, "hours-backwards"),
        ({"ends": time(7)}, Refused, "hours-backwards"),
        ({}, Conflict, "session-open-already"),
    ],
)
def test_a_session_that_cannot_be_is_refused(crew, session, change, kind, code):
    facts = {
        "program": "coir-shade",
        "place": "Bengkel 1",
        "day": DAY,
        "starts": time(8),
        "ends": time(14),
        "officer": session.officer_id,
        "officer_name": "x",
        "by": "x",
        **change,
    }
    assert refusal(kind, open_session, **facts) == code


def test_who_made_a_lot_cannot_be_marked_otherwise(crew, session):
    mark_attendance(session.pk, marks=[present(crew[0])], by="x")
    record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 1, 60)], by="x")
    marks = [Mark(crew[0].pk, "sick")]
    assert refusal(Refused, mark_attendance, session.pk, marks=marks, by="x") == "maker-not-present"
    mark_attendance(session.pk, marks=[present(crew[0], 300)], by="x")


def test_marking_everybody_takes_six_queries_the_first_time_and_when_it_is_corrected(crew, session, queries_of):
    for minutes in (360, 120):
        marks = [present(person, minutes) for person in crew]
        assert len(queries_of(lambda marks=marks: mark_attendance(session.pk, marks=marks, by="x"))) <= 6


def test_who_is_suspended_is_not_marked_by_form_or_device(crew, session):
    enrolment = Enrolment.objects.get(person=crew[0])
    suspend(enrolment.pk, reason="court", starts=DAY, last_day=DAY, by="x")
    marks = [Mark(crew[0].pk, "present", 60)]
    assert refusal(Refused, mark_attendance, session.pk, marks=marks, by="x") == "not-on-list"
    assert refusal(Refused, tap, session.pk, marks[0], by="x") == "not-on-list"
    keyed = [
        KeyedMark(str(uuid.uuid4()), Mark(crew[0].pk, "sick", 0, 0)),
        KeyedMark(str(uuid.uuid4()), Mark(crew[1].pk, "sick", 0, 0)),
    ]
    assert [(each.outcome, each.code) for each in merge_marks(session.pk, marks=keyed, by="x")] == [
        ("refused", "not-on-list"), ("saved", ""),
    ]  # fmt: skip
    assert not Attendance.objects.filter(person=crew[0]).exists()


def test_taking_part_neither_pauses_nor_ends_before_work_that_is_registered(crew, session):
    enrolment = Enrolment.objects.get(person=crew[0])
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="x")
    assert refusal(Conflict, suspend, enrolment.pk, reason="court", starts=DAY, by="x") == "worked-then"
    assert not Suspension.objects.exists()
    assert refusal(Conflict, end_enrolment, enrolment.pk, on=DAY, by="x")
    suspend(enrolment.pk, reason="court", starts=DAY + timedelta(days=1), by="x")
    mark_attendance(session.pk, marks=[Mark(crew[1].pk, "sick")], by="x")
    suspend(Enrolment.objects.get(person=crew[1]).pk, reason="health", starts=DAY, by="x")
