"""Owns by when a complaint is to be answered: working days as dated reference data with their source."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from core.reference import read_rows

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "complaint_deadlines.csv"
_SATURDAY = 5


@dataclass(frozen=True)
class Deadline:
    """So many working days (Monday to Friday) from a day on; the status is "unverified" until a legal owner confirms it."""

    starts: date
    working_days: int
    source: str
    status: str


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """Every row of the reference file, the newest first."""
    rows = read_rows(REFERENCE, required={"starts", "working_days", "source", "status"})
    found = [
        Deadline(date.fromisoformat(row["starts"]), int(row["working_days"]), row["source"], row["status"])
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.starts, reverse=True))


def deadline_on(day: date) -> Deadline:
    """The rule of a day; for a day before the first row, the first one."""
    return next((each for each in deadlines() if each.starts <= day), deadlines()[-1])


def due_after(day: date) -> date:
    """The last day on which a complaint received on `day` is answered in time."""
    due, left = day, deadline_on(day).working_days
    while left:
        due += timedelta(days=1)
        left -= due.weekday() < _SATURDAY
    return due
