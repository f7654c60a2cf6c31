"""Whether somebody's standing fell after a refusal, a withdrawal or a complaint is seen by the head, and only counted outside."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from programs.people import selectors, services
from programs.people.models import Assessment, Suspension
from programs.people.selectors import Event
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, admit, consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
FACTS = {
    "purpose": "work",
    "text_version": "work-1",
    "language": "id",
    "read_aloud": True,
    "witness": "Saksi",
    "by": "x",
}
PROGRAM = "coir-shade"


def after(days: int):
    return DAY + timedelta(days=days)


def seen(day) -> list[tuple[str, str, str]]:
    return sorted((drop.what, drop.before, drop.after) for drop in selectors.standing_drops(day))


def assess(person, kind: str, level: str, first, last=None) -> None:
    Assessment.objects.create(person=person, kind=kind, level=level, during=(first, last), recorded_by="x")


def test_what_falls_within_thirty_days_is_seen_and_nothing_later_or_earlier():
    with in_prison("IDM"):
        (person,) = admit()
        row = services.enrol(person.pk, program=PROGRAM, purpose="training", starts=DAY, by="x")
        assess(person, "skill", "skilled", DAY, after(10))
        assess(person, "skill", "trainee", after(10))
        with clock.at(MORNING + timedelta(days=5)):
            services.refuse_consent(person.pk, **FACTS, on=after(5))
            assert seen(after(5)) == []
        with clock.at(MORNING + timedelta(days=40)):
            services.end_enrolment(row.pk, on=after(36), by="x")
            assert seen(after(40)) == [("skill", "skilled", "trainee")]
            assert seen(after(9)) == []
            assert seen(after(66)) == []
            assert selectors.drop_count(after(10), after(10)) == 1
            assert selectors.drop_count(after(11), after(40)) == 0


def test_programs_blocks_risk_pauses_and_waiting_places_are_compared():
    with in_prison("IDM"):
        (person,) = admit()
        enrolled = services.enrol(person.pk, program=PROGRAM, purpose="training", starts=DAY, by="x")
        with clock.at(MORNING + timedelta(days=3)):
            services.refuse_consent(person.pk, **FACTS, on=after(3))
            services.move_block(person.pk, block="Z9", on=after(3), by="x")
            Suspension.objects.create(
                enrolment=enrolled, reason="discipline", during=(after(3), after(4)), recorded_by="x"
            )
            services.end_enrolment(enrolled.pk, on=after(3) + timedelta(days=1), by="x")
            waited = services.apply
            assert waited
        found = {what for what, _before, _after in seen(after(20))}
        assert found == {"block", "enrolment", "suspension"}


def test_a_raised_risk_is_seen_and_a_lowered_one_is_not():
    with in_prison("IDM"):
        (person,) = admit()
        Assessment.objects.filter(person=person).delete()
        assess(person, "risk", "medium", DAY, after(4))
        assess(person, "risk", "high", after(4), after(6))
        assess(person, "risk", "low", after(6))
        with clock.at(MORNING + timedelta(days=2)):
            services.refuse_consent(person.pk, **FACTS, on=after(2))
        assert seen(after(20)) == [("risk", "medium", "high")]


def test_what_rested_on_the_withdrawn_consent_is_no_drop():
    with in_prison("IDM"):
        (person,) = admit()
        given = consent(person)
        services.enrol(person.pk, program=PROGRAM, starts=DAY, by="x")
        with clock.at(MORNING + timedelta(days=4)):
            services.withdraw_consent(given, on=after(4), by="x")
        assert seen(after(20)) == []


def test_other_kinds_of_events_are_read_by_the_same_watch(django_assert_max_num_queries):
    with in_prison("IDM"):
        people = admit(5)
        for person in people:
            assess(person, "skill", "lead", DAY, after(8))
            assess(person, "skill", "trainee", after(8))
        events = [Event(person.pk, after(7), "complaint") for person in people]
        with django_assert_max_num_queries(9):
            found = selectors.standing_drops(after(20), sources=[lambda _first, _last: events])
        assert {drop.event.kind for drop in found} == {"complaint"}
        assert len(found) == 5


def test_the_head_alone_sees_the_watch(client_at):
    with in_prison("IDM"):
        (person,) = admit()
        with clock.at(MORNING + timedelta(hours=1)):
            services.refuse_consent(person.pk, **FACTS, on=DAY)
    url = reverse("people:watch", urlconf="config.urls_prison")
    assert client_at("IDM", "head").get(url).status_code == 200
    assert client_at("IDM", "head").get(url + "?kind=refusal&show=block").status_code == 200
    for role in ("officer", "verifier", "instructor", "treasurer", "stranger", "regional"):
        assert client_at("IDM", role).get(url).status_code == 403
    assert client_at("IDM", "head", prison="GRT").get(url).status_code == 403
