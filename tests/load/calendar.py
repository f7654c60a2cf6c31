"""Owns the cost of planning: a month of sessions at a prison of 2,000, whose people work in thirty places six days a week."""

import time
from datetime import time as clock_time
from datetime import timedelta
from uuid import UUID

from core import clock
from programs.workshop.models import Session
from programs.workshop.services import SlotFacts, add_slot, plan_sessions
from tenants.isolation.acting import in_prison
from tenants.selectors import by_code
from tests import databases
from tests.load.figures import row
from tests.scene import worked

PLACE, PLACES, WEEKDAYS, CAPACITY, DAYS, GOAL = "IDM", 50, 6, 20, 31, 2.0  # two shifts of 20 at 50 places: 2,000 people
SHIFTS = ((clock_time(7), clock_time(11)), (clock_time(12), clock_time(16)))


def measure(database: str) -> list[list[str]]:
    """Plan the month once, and once more when all is there."""
    databases.use("test", database)
    worked(PLACE)
    with in_prison(PLACE):
        today = clock.today(by_code(PLACE).timezone)
        for place in range(PLACES):
            for weekday in range(1, WEEKDAYS + 1):
                for starts, ends in SHIFTS:
                    add_slot(
                        SlotFacts(
                            program="coir-shade",
                            place=f"Bengkel {place}",
                            weekday=weekday,
                            starts=starts,
                            ends=ends,
                            officer=UUID(int=1),
                            officer_name="Petugas Contoh",
                            capacity=CAPACITY,
                            first=today,
                        ),
                        by="bench",
                    )
        last = today + timedelta(days=DAYS - 1)
        first, made = _timed(lambda: plan_sessions(today, last, by="bench"))
        again, none = _timed(lambda: plan_sessions(today, last, by="bench"))
        assert made == Session.objects.filter(slot__isnull=False).count()
        assert none == 0
    what = f"a month of {made} sessions for {PLACES * CAPACITY * len(SHIFTS)} people"
    return [row(what, f"{first:.2f} s", f"{again:.2f} s again", None, f"≤ {GOAL:.0f} s", met=first <= GOAL)]


def _timed(act: "object") -> tuple[float, int]:
    started = time.perf_counter()
    made = act()  # type: ignore[operator]
    return time.perf_counter() - started, made
