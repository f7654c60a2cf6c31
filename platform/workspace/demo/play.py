"""Owns the play: two months of a prison's working life, day by day, through the services, with the clock set."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core import clock
from marketplace.catalogue import services as catalogue
from programs.people import selectors as people_selectors
from programs.people import services as people
from programs.workshop import services as workshop
from tenants.isolation.acting import in_prison
from tenants.viewer import Place
from workspace.demo.people import people_csv
from workspace.demo.staff import Member

PROGRAM = PRODUCT = "coir-shade"
MINUTES = 360
ABSENCES = ("sick", "leave", "not_fetched", "not_today")


@dataclass(frozen=True)
class Script:
    """How one prison plays: how many are held and enrolled, on which weekdays (Monday 0) there is a session."""

    held: int
    enrolled: int
    weekdays: tuple[int, ...]
    rejects: int


SCRIPTS = {
    "IDM": Script(held=62, enrolled=24, weekdays=(0, 2, 4), rejects=1),
    "GRT": Script(held=45, enrolled=14, weekdays=(1, 3), rejects=2),
    "KNG": Script(held=38, enrolled=10, weekdays=(2,), rejects=1),
}


def play(place: Place, staff: dict[str, Member], first_day: date, last_day: date) -> int:
    """Admit, consent, enrol, then work from `first_day` to `last_day`; returns the number of sessions held."""
    script = SCRIPTS[place.code]
    chance = random.Random(f"sabut/play/{place.code}")  # noqa: S311 - the same life at every start
    with in_prison(place.code):
        with clock.at(_instant(first_day, time(8), place)):
            _open_seller(place, staff)
            _admit(place, script, staff, first_day)
        days = [first_day + timedelta(days=n) for n in range(1, (last_day - first_day).days + 1)]
        worked = [day for day in days if day.weekday() in script.weekdays]
        for day in worked:
            with clock.at(_instant(day, time(9), place)):
                _work_one_day(place, script, staff, day, chance)
    return len(worked)


def _open_seller(place: Place, staff: dict[str, Member]) -> None:
    catalogue.open_seller(
        place.code,
        name=f"Satuan Kerja {place.name} (contoh)",
        tax_status="Instansi pemerintah",
        bank="Bank Contoh",
        account_number="CONTOH-0001",
        account_holder=place.name,
        by=staff["treasurer"].actor,
    )
    catalogue.verify_seller(place.code, by=staff["head"].actor)


def _admit(place: Place, script: Script, staff: dict[str, Member], day: date) -> None:
    officer = staff["officer"]
    people.import_people(people_csv(place.code, script.held, day), prison=place.code, by=officer.actor)
    convicted = sorted(people_selectors.base_ids(day)["convicted"])[: script.enrolled]
    for person in convicted:
        people.give_consent(
            person,
            purpose="work",
            text_version="2026-1",
            language="id",
            read_aloud=True,
            witness="Saksi Contoh",
            starts=day,
            by=officer.actor,
        )
        people.enrol(person, program=PROGRAM, starts=day, by=officer.actor)
    for person in convicted[: script.enrolled // 3]:
        people.place_in_assimilation(person, on=day, by=staff["head"].actor)


def _work_one_day(place: Place, script: Script, staff: dict[str, Member], day: date, chance: random.Random) -> None:
    officer = staff["officer"]
    session = workshop.open_session(
        PROGRAM,
        place="Bengkel 1",
        day=day,
        starts=time(8),
        ends=time(14),
        officer=officer.account,
        officer_name=officer.name,
        by=officer.actor,
    )
    listed = [enrolment.person_id for enrolment in people_selectors.on_list(PROGRAM, day)]
    absent = {person: chance.choice(ABSENCES) for person in listed if chance.random() < 0.12}  # noqa: PLR2004
    marks = [workshop.Mark(p, absent.get(p, "present"), 0 if p in absent else MINUTES) for p in listed]
    workshop.mark_attendance(session.pk, marks=marks, by=officer.actor)
    present = [person for person in listed if person not in absent]
    makers = [workshop.Made(person, chance.choice((1, 1, 2)), MINUTES) for person in present]
    lot = workshop.record_lot(session.pk, product=PRODUCT, makers=makers, by=officer.actor)
    workshop.close_session(session.pk, by=officer.actor)
    rejected = min(chance.randint(0, script.rejects), lot.produced - 1)
    workshop.inspect_lot(lot.pk, accepted=lot.produced - rejected, rejected=rejected, by=staff["verifier"].actor)
    if chance.random() < 0.7:  # noqa: PLR2004 - most lots go to the market, some stay for the gallery
        catalogue.release_stock(place, PRODUCT, lot.produced - rejected, by=officer.actor)


def _instant(day: date, hour: time, place: Place) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(place.timezone)).astimezone(UTC)
