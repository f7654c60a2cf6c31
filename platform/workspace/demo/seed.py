"""Owns the seeding: onboard, play, trade, publish, each step told with its time; a second start finds all of it done."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from core import clock
from core.logins import become_app, become_owner
from programs.replication.services import OnboardingSpec, onboard_prison
from tenants.isolation.acting import acting_as
from tenants.selectors import by_code, known_prison
from workspace.demo.outbox import deliver_here
from workspace.demo.play import play
from workspace.demo.progress import State, mark_seeded, start_afresh, state_of_the_demonstration
from workspace.demo.staff import Member, address, hire
from workspace.demo.trade import trade
from workspace.preparation import prepare_installation

PRISONS = {"IDM": "indramayu", "GRT": "garut", "KNG": "kuningan"}
DAYS = 61
Tell = Callable[[str], object]


def seed(tell: Tell) -> None:
    """Bring the demonstration to its start, or leave it as it is when it was seeded before."""
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
    staff = {code: _onboard(tell, code, slug) for code, slug in PRISONS.items()}
    hire("nasional", national=True)
    become_app()
    _live(tell, staff)


def _go_on(tell: Tell, found: State) -> None:
    if found is State.CHANGED:
        with acting_as("owner"):
            mark_seeded()
    become_app()
    tell("Seeded before: the prisons are as you left them.\n")


def _onboard(tell: Tell, code: str, slug: str) -> dict[str, Member]:
    with acting_as("owner"):
        known = known_prison(code)
    spec = OnboardingSpec(
        code=code,
        name=known.name,
        province=known.province,
        kind=known.kind,
        prison_class=known.prison_class,
        template="indramayu",
        programs=None,
        admin_email=address("head", code),
        scheme="KEP1990_50_35_15",
        decree_number=f"CONTOH-SK/{code}/2026",
        slug=slug,
        is_demo=True,
    )
    with _told(tell, f"onboard {known.name}"):
        first_day = clock.now() - timedelta(days=DAYS)
        with clock.at(first_day):
            onboard_prison(spec, by="demo")
            return hire(code)


def _live(tell: Tell, staff: dict[str, dict[str, Member]]) -> None:
    for code, members in staff.items():
        with acting_as("gate"):
            place = by_code(code)
        today = clock.today(place.timezone)
        with _told(tell, f"two months at {place.name}"):
            play(place, members, today - timedelta(days=DAYS - 1), today - timedelta(days=1))
    with _told(tell, "orders, transfers, split, observations"):
        deliver_here()
        trade(staff, clock.now() - timedelta(hours=20))
        deliver_here()
        with acting_as("storefront"):
            mark_seeded()


@contextmanager
def _told(tell: Tell, what: str) -> Iterator[None]:
    started = time.monotonic()
    tell(f"  {what} … ")
    yield
    tell(f"{time.monotonic() - started:.1f} s\n")
