"""Sessions are planned from the regime of the week: closed days skipped, other hours kept, the same again changes nothing."""

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from programs.records.models import Officer
from programs.workshop import selectors
from programs.workshop import services as workshop
from programs.workshop.models import CalendarSpan, Session, WeeklySlot
from programs.workshop.services import (
    Mark,
    add_span,
    cancel_session,
    change_officer,
    close_session,
    end_agreement,
    end_slot,
    mark_attendance,
    plan_ahead,
    plan_sessions,
    remove_span,
    restore_session,
)
from tenants.isolation.acting import acting_as
from tests.people.scene import DAY, MORNING
from tests.people.test_gates import refused_by
from tests.workshop.conftest import OFFICER
from tests.workshop.partners import agreed
from tests.workshop.regimes import slotted

pytestmark = pytest.mark.django_db
LAST = DAY + timedelta(days=27)


def days() -> list[date]:
    return list(Session.objects.filter(cancelled_at=None).order_by("day").values_list("day", flat=True))


def test_a_month_is_planned_once(crew):
    slotted()
    assert plan_sessions(DAY, LAST, by="head") == 4
    assert plan_sessions(DAY, LAST, by="head") == 0
    assert days() == [DAY + timedelta(weeks=n) for n in range(4)]
    assert {(row.starts, row.officer_id) for row in Session.objects.all()} == {(time(8), OFFICER)}


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"program": "gold"}, NotFound, "program"),
        ({"place": " "}, Refused, "place"),
        ({"weekday": 8}, Refused, "weekday"),
        ({"ends": time(7)}, Refused, "ends"),
        ({"capacity": 0}, Refused, "capacity"),
        ({"capacity": 501}, Refused, "capacity"),
        ({"officer": uuid.UUID(int=8)}, Refused, "officer"),
        ({"last": DAY - timedelta(days=1)}, Refused, "last"),
        ({"agreement": 10**9}, NotFound, "agreement"),
        ({"starts": time(10), "ends": time(16)}, Conflict, "place"),
    ],
)
def test_a_slot_that_does_not_fit_is_refused_by_its_field(crew, change, error, field):
    slotted()
    Officer.objects.create(account=uuid.UUID(int=8), name="Instruktur", is_state=False)
    with pytest.raises(error) as refused:
        slotted(**{"place": "Bengkel 2", **change} if error is not Conflict else change)
    assert refused.value.field == field
    assert WeeklySlot.objects.count() == 1


def test_the_same_place_is_free_at_other_hours_weekdays_and_days(crew):
    slotted(last=DAY + timedelta(days=6))
    for change in ({"starts": time(14), "ends": time(16)}, {"weekday": 2}, {"first": DAY + timedelta(days=7)}):
        slotted(**change)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"weekday": 0}, "workshop_slot_weekday"),
        ({"ends": time(8)}, "workshop_slot_hours"),
        ({"capacity": 0}, "workshop_slot_capacity"),
        ({"officer_is_state": False}, "workshop_slot_state_officer"),
        ({"officer_id": uuid.UUID(int=8)}, "workshop_slot_officer_gate"),
        ({"during": (None, DAY)}, "workshop_slot_begins"),
        ({"place": "Bengkel 1"}, "workshop_slot_place_free"),
    ],
)
def test_the_database_refuses_a_slot(crew, change, name):
    slotted()
    Officer.objects.create(account=uuid.UUID(int=8), name="Instruktur", is_state=False)
    facts = {"program_code": "coir-shade", "place": "B", "weekday": 1, "starts": time(8), "ends": time(9)}
    with refused_by(name):
        WeeklySlot.objects.create(
            **{**facts, "officer_id": OFFICER, "capacity": 1, "during": (DAY, None), "added_by": "x", **change}
        )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"title": ""}, "workshop_span_titled"),
        ({"starts": time(8)}, "workshop_span_hours"),
        ({"kind": "hours"}, "workshop_span_hours"),
        ({"kind": "feast"}, "workshop_span_hours"),
        ({"during": (DAY, None)}, "workshop_span_days"),
        ({"kind": "hours", "starts": time(8), "ends": time(9)}, "workshop_span_hours_once"),
    ],
)
def test_the_database_refuses_a_span(crew, change, name):
    add_span("hours", first=DAY, last=DAY, title="Puasa", source="Surat", starts=time(8), ends=time(12), by="head")
    facts = {"kind": "closed", "during": (DAY, LAST), "title": "Tutup", "source": "Surat", "added_by": "x"}
    with refused_by(name):
        CalendarSpan.objects.create(**{**facts, **change})


def test_a_slot_has_one_session_a_day(crew):
    slot = slotted()
    plan_sessions(DAY, DAY, by="head")
    with refused_by("workshop_session_slot_once"):
        Session.objects.create(
            slot=slot, program_code="coir-shade", place="B", day=DAY, starts=time(9), ends=time(10), officer_id=OFFICER
        )


def test_closed_days_are_skipped_and_other_hours_shorten(crew):
    slotted()
    third = DAY + timedelta(days=14)
    add_span(
        "closed",
        first=DAY + timedelta(days=7),
        last=DAY + timedelta(days=8),
        title="Kunjungan",
        source="Surat",
        by="head",
    )
    hours = {"starts": time(9), "ends": time(12), "title": "Ramadan", "source": "SE"}
    add_span("hours", first=third, last=third, **hours, by="head")
    assert plan_sessions(DAY, LAST, by="head") == 3
    shortened = Session.objects.get(day=third)
    assert (shortened.starts, shortened.ends) == (time(9), time(12))


def test_planned_sessions_follow_a_day_that_is_closed_later_and_come_back_with_it(crew):
    slotted()
    plan_sessions(DAY, LAST, by="head")
    marked = Session.objects.get(day=DAY)
    mark_attendance(marked.pk, marks=[Mark(crew[0].pk, "sick")], by="officer")
    span = add_span("closed", first=DAY, last=DAY + timedelta(days=8), title="Kunjungan", source="Surat", by="head")
    assert days() == [DAY, DAY + timedelta(days=14), DAY + timedelta(days=21)]
    assert plan_sessions(DAY, LAST, by="head") == 0
    assert remove_span(span.pk, by="head") == 1
    assert len(days()) == 4


def test_a_national_holiday_closes_unless_its_decree_was_not_seen_or_hours_are_entered(crew):
    christmas, new_year = date(2026, 12, 25), date(2027, 1, 1)
    slotted(weekday=5)
    with clock.at(MORNING + timedelta(days=50)):
        plan_sessions(christmas, new_year, by="head")
        assert days() == [new_year]
        add_span(
            "hours",
            first=christmas,
            last=christmas,
            title="Kerja",
            source="Surat",
            starts=time(8),
            ends=time(10),
            by="head",
        )
        plan_sessions(christmas, new_year, by="head")
    assert days() == [christmas, new_year]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "feast"}, "kind"),
        ({"kind": "hours"}, "starts"),
        ({"first": DAY - timedelta(days=1)}, "last"),
        ({"last": DAY - timedelta(days=1)}, "last"),
        ({"last": DAY + timedelta(days=400)}, "last"),
        ({"title": " "}, "title"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_a_span_that_does_not_fit_is_refused_by_its_field(crew, change, field):
    facts = {"first": DAY, "last": DAY, "title": "Tutup", "source": "Surat", **change}
    with pytest.raises(Refused) as refused:
        add_span(facts.pop("kind", "closed"), **facts, by="head")
    assert refused.value.field == field


def test_days_that_are_over_backwards_or_too_many_are_not_planned(crew):
    for first, last in ((DAY - timedelta(days=1), DAY), (LAST, DAY), (DAY, DAY + timedelta(days=62))):
        with pytest.raises(Refused):
            plan_sessions(first, last, by="head")


def test_an_ended_slot_takes_its_planned_sessions_with_it(crew):
    slot = slotted()
    plan_sessions(DAY, LAST, by="head")
    assert end_slot(slot.pk, on=DAY + timedelta(days=7), by="head") == 3
    assert end_slot(slot.pk, on=DAY + timedelta(days=7), by="head") == 0
    assert days() == [DAY]
    with pytest.raises(Refused):
        end_slot(slot.pk, on=DAY - timedelta(days=1), by="head")


def test_a_partners_slot_is_planned_within_the_agreement(crew):
    row = agreed(last=DAY + timedelta(days=10), is_export=True)
    slotted(agreement=row.pk)
    assert plan_sessions(DAY, LAST, by="head") == 2
    assert all(session.is_export and session.agreement_id == row.pk for session in Session.objects.all())
    with pytest.raises(Conflict):
        end_agreement(row.pk, on=DAY + timedelta(days=5), reason="Bahan habis", by="head")


def test_a_session_is_cancelled_for_a_reason_and_held_after_all(crew):
    slotted()
    plan_sessions(DAY, DAY, by="head")
    session = Session.objects.get()
    cancel_session(session.pk, reason="Listrik padam", by="head")
    for act in (
        lambda: mark_attendance(session.pk, marks=[Mark(crew[0].pk, "sick")], by="officer"),
        lambda: close_session(session.pk, by="officer"),
        lambda: cancel_session(session.pk, reason="Lagi", by="head"),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "session-cancelled"
    with clock.at(MORNING + timedelta(days=1)), pytest.raises(Refused):
        restore_session(session.pk, by="head")
    restore_session(session.pk, by="head")
    with pytest.raises(Conflict):
        restore_session(session.pk, by="head")
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    with pytest.raises(Conflict) as held:
        cancel_session(session.pk, reason="Lagi", by="head")
    assert held.value.code == "session-cancelled"
    with pytest.raises(Refused):
        cancel_session(session.pk, reason=" ", by="head")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"cancelled_at": MORNING, "cancelled_by": "x"}, "workshop_session_cancelled"),
        (
            {"cancelled_at": MORNING, "cancelled_by": "x", "cancelled_reason": "y", "closed_at": MORNING},
            "workshop_session_cancelled",
        ),
        ({"cancelled_at": MORNING, "cancelled_by": "x", "cancelled_reason": "y"}, "workshop_attendance_held"),
        ({"equipment_by": "x"}, "workshop_session_equipment"),
    ],
)
def test_the_database_refuses_a_session_that_is_cancelled_and_held(crew, session, change, name):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    with refused_by(name):
        Session.objects.filter(pk=session.pk).update(**change)


def test_another_officer_is_on_duty_only_before_it_begins(crew):
    slotted(starts=time(10), ends=time(12))
    plan_sessions(DAY, DAY, by="head")
    session = Session.objects.get()
    facts = {"officer": uuid.UUID(int=3), "officer_name": "Petugas Lain", "by": "head"}
    change_officer(session.pk, **facts)
    session.refresh_from_db()
    assert session.officer.name == "Petugas Lain"
    Officer.objects.create(account=uuid.UUID(int=8), name="Instruktur", is_state=False)
    with pytest.raises(Refused):
        change_officer(session.pk, **{**facts, "officer": uuid.UUID(int=8)})
    with clock.at(MORNING + timedelta(hours=2)), pytest.raises(Conflict):
        change_officer(session.pk, **facts)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_today_and_the_begin_are_those_of_the_prisons_own_clock(crew, zone, monkeypatch):
    """Half past midnight in the east is still yesterday in the west."""
    from dataclasses import replace

    from programs.records import selectors as records
    from programs.workshop.selectors import rows

    place = replace(records.this_place(), timezone=zone)
    monkeypatch.setattr(records, "this_place", lambda: place)
    monkeypatch.setattr(rows, "this_place", lambda: place)
    slotted(starts=time(8), ends=time(12))
    slotted(starts=time(8), ends=time(12), weekday=2)
    instant = datetime(2026, 11, 3, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    today = instant.astimezone(ZoneInfo(zone)).date()
    with clock.at(instant):
        plan_ahead(by="system")
    assert days()[0] == today
    session = Session.objects.order_by("day").first()
    begins = datetime.combine(today, time(8), ZoneInfo(zone))
    for minutes, begun in ((-1, False), (0, True)):
        with clock.at(begins + timedelta(minutes=minutes)):
            assert selectors.has_begun(session) is begun


def test_every_prison_is_told_and_plans_fourteen_days(crew):
    slotted()
    with acting_as("national"):
        workshop.announce_planning()
    with acting_as("owner"):
        told = set(OutboxEvent.objects.filter(topic="workshop.plan_due").values_list("prison_code", flat=True))
    assert told == {"IDM", "GRT"}
    assert plan_ahead(by="system") == 2


def test_slots_that_ask_more_than_the_caps_are_told(crew):
    for weekday in range(1, 8):
        slotted(weekday=weekday)
    (found,) = selectors.over_caps(selectors.slots(DAY))
    assert (found.day_minutes, found.week_minutes, found.weekdays) == (360, 2520, 7)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weekdays=st.sets(st.integers(1, 7), min_size=1, max_size=4),
    closed=st.lists(st.tuples(st.integers(0, 27), st.integers(0, 5)), max_size=3),
    ends_after=st.integers(1, 40),
)
def test_planning_agrees_with_going_through_the_days_one_by_one(crew, weekdays, closed, ends_after):
    Session.objects.all().delete()
    WeeklySlot.objects.all().delete()
    CalendarSpan.objects.all().delete()
    for weekday in weekdays:
        slotted(weekday=weekday, last=DAY + timedelta(days=ends_after - 1))
    for first, length in closed:
        begins = DAY + timedelta(days=first)
        add_span("closed", first=begins, last=begins + timedelta(days=length), title="Tutup", source="Surat", by="head")
    shut = {first + n for first, length in closed for n in range(length + 1)}
    expected = [
        DAY + timedelta(days=n)
        for n in range(28)
        if (DAY + timedelta(days=n)).isoweekday() in weekdays and n not in shut and n < ends_after
    ]
    assert plan_sessions(DAY, LAST, by="head") == len(expected)
    assert days() == expected
