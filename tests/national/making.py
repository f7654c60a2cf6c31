"""Makes what the national tier reads: people at work inside a prison, and observations a prison has published."""

import random
from datetime import UTC, date, datetime, time

from core import clock
from national.indicators import PUBLISHED
from national.models import Observation
from national.periods import month, month_of
from programs.people.models import Consent, Enrolment, Person
from programs.records.models import Officer
from programs.workshop.models import Attendance, Session
from tenants.isolation.acting import acting_as, in_prison
from tenants.models import CLASSES, KINDS, KnownPrison, Prison, Province
from tests.earnings.making import OFFICER, make_person
from tests.people.scene import gone

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


def worker(left_on: date | None = None, **facts) -> Person:
    """A person who may be entered in sessions of 2026, held until `left_on` if given."""
    person = make_person()
    if left_on:
        gone(person, left_on)
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


def many_prisons(count: int = 600, months: int = 12, last: str = PERIOD) -> list[str]:
    """So many onboarded prisons (rows alone, no schemas) with observations of so many months; the same at each call."""
    chance = random.Random("sabut/national/many")  # noqa: S311 - the same at each call
    with acting_as("owner"):
        prisons = _rows(count)
        Prison.objects.bulk_create(prisons)
        codes = [prison.code for prison in prisons]
        periods = [month(last, today=clock.today("Asia/Jakarta"))]
        while len(periods) < months:
            periods.append(periods[-1].before)
        for code in codes:
            held, habit = chance.randint(30, 1500), chance.betavariate(80, 320)
            Observation.objects.bulk_create(
                _row(code, indicator, str(period), *_counted(indicator, held, habit, chance))
                for period in periods
                for indicator in PUBLISHED
            )
    return codes


def _rows(count: int) -> list[Prison]:
    """The prisons of the register that have not joined, then invented ones in every province."""
    zones = dict(Province.objects.values_list("code", "timezone"))
    provinces = sorted(zones)
    here = Prison.objects.values("code")
    known = KnownPrison.objects.exclude(code__in=here).order_by("code")
    facts = [(each.code, each.name, each.kind, each.prison_class, each.province_id) for each in known][:count]
    for number in range(count - len(facts)):
        kind, rank = KINDS[number % len(KINDS)], CLASSES[number % len(CLASSES)]
        facts.append((f"P{number:04}", f"Lapas Contoh {number}", kind, rank, provinces[number % len(provinces)]))
    return [_prison(*each, timezone=zones[each[-1]]) for each in facts]


def _prison(code: str, name: str, kind: str, rank: str, province: str, *, timezone: str) -> Prison:
    return Prison(
        code=code,
        schema_name=f"prison_{code.lower()}",
        role_name=f"bench_prison_{code.lower()}",
        name=name,
        kind=kind,
        prison_class=rank,
        province_id=province,
        timezone=timezone,
        is_demo=True,
    )


def _counted(indicator: str, held: int, habit: float, chance: random.Random) -> tuple[int, int]:
    """Numerator and denominator of one prison and month: `held` people, each with the same habit of taking part."""
    if not indicator.startswith("participation-"):
        return chance.randint(0, 5000), 1 if indicator in {"sales", "work-withdrawals"} else chance.randint(1000, 9000)
    base = round(held * {"all": 1, "convicted": 0.8, "eligible": 0.75, "assimilation": 0.1}[indicator.split("-")[1]])
    spread = (base * habit * (1 - habit)) ** 0.5
    return min(base, max(0, round(chance.gauss(base * habit, spread)))), base


def _row(prison: str, indicator: str, period: str, numerator: int, denominator: int) -> Observation:
    return Observation(
        prison_code=prison,
        indicator=indicator,
        version=PUBLISHED[indicator].version,
        period=period,
        numerator=numerator,
        denominator=denominator,
        is_final=period < str(month_of(clock.today("Asia/Jakarta"))),
    )
