"""Incidents: a missing tool opens one by itself, an accident says who was hurt, notes follow, the head closes."""

from datetime import timedelta

import pytest

from core.errors import Conflict, NotFound, Refused
from programs.records.selectors import notes
from programs.workshop import selectors
from programs.workshop.models import Incident, ToolCount
from programs.workshop.services import (
    Accident,
    Mark,
    close_incident,
    close_session,
    count_tools_in,
    count_tools_out,
    follow_up,
    mark_attendance,
    report_incident,
)
from tests.people.scene import DAY, MORNING
from tests.people.test_gates import refused_by
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db
FACTS = {"day": DAY, "place": "Bengkel 1", "text": "Jari terjepit rangka.", "by": "officer"}


def hurt(crew, **changes) -> Accident:
    return Accident(**{"person": crew[0].pk, "body_part": "Jari telunjuk", "severity": "light", **changes})


def test_a_session_that_closes_short_opens_an_incident(session):
    count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
    count_tools_in(session.pk, pieces={"knife": 4}, by="officer")
    close_session(session.pk, by="officer", reason="Masih dicari")
    row = Incident.objects.get()
    assert (row.kind, row.session_id, row.day) == ("tool_shortage", session.pk, DAY)
    assert "1/5" in row.text
    assert "Masih dicari" in row.text
    assert ToolCount.objects.get().incident == row
    count_tools_in(session.pk, pieces={"knife": 5}, by="officer")
    assert selectors.open_incidents() == 1


def test_a_session_with_all_its_tools_opens_none(session):
    count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
    count_tools_in(session.pk, pieces={"knife": 5}, by="officer")
    close_session(session.pk, by="officer")
    assert not Incident.objects.exists()


def test_a_tool_rests_on_an_incident_of_its_own_session(session):
    other = opened(place="Bengkel 9")
    incident = Incident.objects.create(
        kind="tool_shortage", day=DAY, place="B", session=other, text="x", opened_by="officer"
    )
    count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
    with refused_by("workshop_tool_incident_gate"):
        ToolCount.objects.update(incident=incident)


def test_an_accident_is_followed_up_and_closed_with_its_result(crew):
    row = report_incident("accident", **FACTS, accident=hurt(crew, first_aid="Dibalut"), reported_to="Klinik")
    follow_up(row.pk, text="Sudah periksa di klinik", days_lost=2, by="officer")
    with pytest.raises(Refused):
        follow_up(row.pk, text="x", days_lost=366, by="officer")
    with pytest.raises(Refused):
        follow_up(row.pk, text=" ", by="officer")
    close_incident(row.pk, result="Rangka dipasangi pelindung", by="head")
    row.refresh_from_db()
    assert (row.days_lost, row.closed_by) == (2, "head")
    assert [note.text for note in notes(f"incident:{row.pk}")] == ["Sudah periksa di klinik"]
    for act in (
        lambda: follow_up(row.pk, text="x", by="officer"),
        lambda: close_incident(row.pk, result="x", by="head"),
    ):
        with pytest.raises(Conflict):
            act()


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("tool_shortage", {}, "kind"),
        ("fire", {}, "kind"),
        ("near_miss", {"day": DAY + timedelta(days=1)}, "day"),
        ("near_miss", {"text": " "}, "text"),
        ("near_miss", {"place": ""}, "place"),
        ("near_miss", {"reported_to": "x" * 121}, "reported_to"),
        ("accident", {}, "person"),
    ],
)
def test_an_incident_that_does_not_fit_is_refused_by_its_field(crew, kind, change, field):
    with pytest.raises(Refused) as refused:
        report_incident(kind, **{**FACTS, **change})
    assert refused.value.field == field
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"severity": "bad"}, Refused, "severity"),
        ({"body_part": ""}, Refused, "body_part"),
        ({"days_lost": -1}, Refused, "days_lost"),
        ({"clinic": "x" * 121}, Refused, "clinic"),
        ({"person": 10**9}, NotFound, "person"),
    ],
)
def test_an_accident_says_who_was_hurt_and_how(crew, change, error, field):
    with pytest.raises(error) as refused:
        report_incident("accident", **FACTS, accident=hurt(crew, **change))
    assert refused.value.field == field
    with pytest.raises(Refused):
        report_incident("near_miss", **FACTS, accident=hurt(crew))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "fire"}, "workshop_incident_kind"),
        ({"text": ""}, "workshop_incident_told"),
        ({"kind": "accident"}, "workshop_incident_accident"),
        ({"severity": "light"}, "workshop_incident_accident"),
        ({"kind": "tool_shortage"}, "workshop_incident_shortage"),
        ({"closed_at": MORNING}, "workshop_incident_closed"),
        ({"result": "x"}, "workshop_incident_closed"),
    ],
)
def test_the_database_refuses_an_incident(crew, change, name):
    facts = {"kind": "other", "day": DAY, "place": "B", "text": "x", "opened_by": "officer"}
    with refused_by(name):
        Incident.objects.create(**{**facts, **change})


def test_a_session_has_one_incident_of_missing_tools(session):
    facts = {"kind": "tool_shortage", "day": DAY, "place": "B", "text": "x", "session": session, "opened_by": "o"}
    Incident.objects.create(**facts)
    with refused_by("workshop_incident_shortage_once"):
        Incident.objects.create(**facts)


def test_accidents_are_counted_beside_the_minutes_worked(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    close_session(session.pk, by="officer")
    report_incident("accident", **FACTS, accident=hurt(crew))
    report_incident("near_miss", **FACTS)
    assert selectors.accidents(DAY, DAY) == (1, 60)
    assert selectors.accidents(DAY - timedelta(days=5), DAY - timedelta(days=1)) == (0, 0)
