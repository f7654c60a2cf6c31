"""Makes what the national tier reads: people at work inside a prison, and observations a prison has published."""

from datetime import UTC, date, datetime, time

from national.models import Observation
from programs.people.models import Consent, Enrolment, Person
from programs.records.models import Officer
from programs.workshop.models import Attendance, Session
from tenants.isolation.acting import in_prison
from tests.earnings.making import OFFICER, make_person

NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)
PERIOD = "2026-10"


def publish_row(prison: str, numerator: int, denominator: int, indicator: str = "participation-all", **facts) -> None:
    """An observation as the prison itself writes it."""
    with in_prison(prison):
        Observation.objects.create(
            prison_code=prison,
            indicator=indicator,
            period=facts.pop("period", PERIOD),
            numerator=numerator,
            denominator=denominator,
            is_final=True,
            **facts,
        )


def closed_session(day: date, place: str = "hall") -> Session:
    """A closed session of one day."""
    Officer.objects.get_or_create(account=OFFICER, defaults={"name": "Officer", "is_state": True})
    return Session.objects.create(
        program_code="coir-shade",
        place=place,
        day=day,
        starts=time(8),
        ends=time(12),
        officer_id=OFFICER,
        closed_at=NOW,
    )


def worker(**facts) -> Person:
    """A person who may be entered in sessions of 2026."""
    person = make_person()
    if facts:
        Person.objects.filter(pk=person.pk).update(**facts)
        person.refresh_from_db()
    return person


def attend(person: Person, session: Session, minutes: int) -> None:
    """The person was present in the session for so many minutes."""
    enrolment = Enrolment.objects.filter(person=person).first() or _enrol(person)
    Attendance.objects.create(
        session=session,
        person=person,
        enrolment=enrolment,
        enrolment_during=enrolment.during,
        day=session.day,
        state="present",
        minutes=minutes,
        recorded_by="system",
    )


def _enrol(person: Person) -> Enrolment:
    consent = Consent.objects.create(
        person=person,
        purpose="work",
        text_version="1",
        language="id",
        read_aloud=True,
        witness="W",
        during=(date(2026, 1, 1), None),
    )
    return Enrolment.objects.create(
        person=person,
        person_kind=person.kind,
        adult_from=person.adult_from,
        program_code="coir-shade",
        purpose="sale",
        consent=consent,
        consent_during=consent.during,
        during=(date(2026, 1, 1), None),
        enrolled_by="system",
    )
