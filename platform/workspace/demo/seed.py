"""Owns the seeding: onboard, play, publish, each step told with its time; a second start finds all of it done."""

import time as stopwatch
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core import clock
from core.logins import become_app, become_owner
from national.periods import month_of
from national.services import publish
from programs.replication.services import OnboardingSpec, onboard_prison
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code, known_prison
from workspace.demo.acts import MOST_ACTS, Acts
from workspace.demo.cast import CAST, Script
from workspace.demo.life import Life
from workspace.demo.outbox import COUNTED_LATER, deliver_here
from workspace.demo.play import play_company
from workspace.demo.progress import State, mark_seeded, start_afresh, state_of_the_demonstration
from workspace.demo.staff import Member, address, hire, staff_of
from workspace.demo.today import hold_today
from workspace.demo.trade import Company
from workspace.preparation import prepare_installation

TIMEZONE = "Asia/Jakarta"
Tell = Callable[[str], object]
Staff = dict[str, dict[str, Member]]


def seed(tell: Tell) -> None:
    """Bring the demonstration to its start, or to today when it was seeded before."""
    become_owner()
    with acting_as("owner"):
        found = state_of_the_demonstration()
    if found in {State.UNFINISHED, State.OUTDATED}:
        tell("The last seeding was cut short, or made by another version: starting afresh.\n")
        start_afresh()
    if found is not State.SEEDED:
        with _told(tell, "roles, tables, rights, reference data"):
            prepare_installation()
    if found in {State.SEEDED, State.CHANGED}:
        _go_on(tell, found)
        return
    acts = Acts()
    with _told(tell, f"onboard {len(CAST)} prisons"):
        staff = {script.code: _onboard(script, acts) for script in CAST}
        hire("nasional", national=True)
    become_app()
    _live(tell, staff, acts)


def _go_on(tell: Tell, found: State) -> None:
    if found is State.CHANGED:
        with acting_as("owner"):
            mark_seeded()
    become_app()
    hold_today(_company({script.code: staff_of(script.code) for script in CAST}, Acts()))
    tell("Seeded before: the prisons are as you left them.\n")


def _onboard(script: Script, acts: Acts) -> dict[str, Member]:
    today = clock.today(TIMEZONE)
    with acting_as("owner"):
        spec = _spec(script)
    with clock.at(_morning(script.first_day(today))):
        acts(onboard_prison, spec, by="demo")
        members = hire(script.code)
        acts.count += len(members) - 1  # the head came with the onboarding
        return members


def _spec(script: Script) -> OnboardingSpec:
    """A prison of the register as it stands there; an invented one with an invented name."""
    known = None if script.name else known_prison(script.code)
    return OnboardingSpec(
        code=script.code,
        name=known.name if known else script.name,
        province=known.province if known else script.province,
        kind=known.kind if known else "lapas",
        prison_class=known.prison_class if known else "IIB",
        template="indramayu",
        programs=script.programs,
        admin_email=address("head", script.code),
        scheme="KEP1990_50_35_15",
        decree_number=f"CONTOH-SK/{script.code}/2025",
        slug=script.slug,
        is_demo=True,
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), ZoneInfo(TIMEZONE))


def _live(tell: Tell, staff: Staff, acts: Acts) -> None:
    company = _company(staff, acts)
    today = clock.today(TIMEZONE)
    first = min(script.first_day(today) for script in CAST)
    with _told(tell, f"{first:%d.%m.%Y} to today at {len(CAST)} prisons"):
        deliver_here(without=COUNTED_LATER)
        play_company(company, acts, today - timedelta(days=1))
    with _told(tell, "today, and the figures of every month"):
        hold_today(company)
        deliver_here(without=COUNTED_LATER)
        months = _publish(company, today)
        with acting_as("storefront"):
            mark_seeded()
    tell(f"  {acts.count} acts of at most {MOST_ACTS}, {months} months published\n")


def _company(staff: Staff, acts: Acts) -> Company:
    with acting_as("gate"):
        places = {script.code: by_code(script.code) for script in CAST}
    return {script.code: Life(places[script.code], script, staff[script.code], acts) for script in CAST}


def _publish(company: Company, today: date) -> int:
    """Every month of every prison since it was onboarded; those that have ended are final."""
    published = 0
    for code, life in company.items():
        each = month_of(life.script.first_day(today))
        while each.first <= today:
            with in_prison(code):
                publish(code, str(each))
            published, each = published + 1, each.following
    return published


@contextmanager
def _told(tell: Tell, what: str) -> Iterator[None]:
    started = stopwatch.monotonic()
    tell(f"  {what} … ")
    yield
    tell(f"{stopwatch.monotonic() - started:.1f} s\n")
