"""Owns the counters of working time: one row a person and week, so that the caps of product rule 1 are constraints."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, connection

from programs.people.selectors import cards
from programs.records.refusals import constraint_of, translated
from programs.workshop.models import WorkWeek
from programs.workshop.selectors.register import WARNING_PERCENT
from programs.workshop.services.refusals import REFUSALS

COUNTERS = tuple(f"d{n}" for n in range(1, 8))
CAPS = frozenset({"workshop_week_day_cap", "workshop_week_week_cap", "workshop_week_rest_day"})

# rows are locked by person, so that two sessions at once neither block each other for ever nor lose minutes
_ADD = """
WITH moved (person, minutes) AS (SELECT * FROM unnest(%(persons)s::bigint[], %(minutes)s::smallint[]))
INSERT INTO workshop_workweek AS week (person_id, monday, d1, d2, d3, d4, d5, d6, d7, day_cap, week_cap)
SELECT person, %(monday)s::date, {proposed}, 420, 2400 FROM moved ORDER BY person
ON CONFLICT (person_id, monday) DO UPDATE
SET {counter} = week.{counter} + (SELECT minutes FROM moved WHERE person = week.person_id)
RETURNING id, person_id, monday, d1, d2, d3, d4, d5, d6, d7, day_cap, week_cap
"""


def _statement(counter: str) -> str:
    proposed = ", ".join("greatest(minutes, 0)" if each == counter else "0" for each in COUNTERS)
    return _ADD.replace("{proposed}", proposed).replace("{counter}", counter)


_STATEMENTS = {counter: _statement(counter) for counter in COUNTERS}


@dataclass(frozen=True)
class NearCap:
    """Somebody past 80 % of the day's or the week's cap, in minutes."""

    card_number: str
    day_minutes: int
    week_minutes: int


class CapPassed(Exception):
    """The database refuses minutes past a cap; whose they are is read once the transaction has ended."""

    def __init__(self, cause: IntegrityError, moved: Mapping[int, int], day: date) -> None:
        super().__init__(str(constraint_of(cause)))
        self.refused, self.moved, self.day = cause, moved, day


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def count_minutes(changes: Mapping[int, int], *, day: date) -> dict[int, WorkWeek]:
    """Add minutes (negative for corrections) to each person's counter of `day`; returns the weeks that changed, by person.

    One statement writes all counters, and the database refuses it when one of them passes a cap: CapPassed, which
    `caps_told` turns into Refused; the caller's transaction ends with it.
    """
    moved = {person: minutes for person, minutes in changes.items() if minutes}
    if not moved:
        return {}
    facts: dict[str, Any] = {"persons": list(moved), "minutes": list(moved.values()), "monday": monday_of(day)}
    try:
        with connection.cursor() as cursor:
            cursor.execute(_STATEMENTS[COUNTERS[day.weekday()]], facts)
            names = [column.name for column in cursor.description or ()]
            weeks = [WorkWeek.from_db("default", names, row) for row in cursor.fetchall()]
    except IntegrityError as error:
        if constraint_of(error) in CAPS:
            raise CapPassed(error, moved, day) from error
        raise
    return {week.person_id: week for week in weeks}


@contextmanager
def caps_told() -> Iterator[None]:
    """Refuses minutes past a cap with the card numbers as value; stands outside the transaction that fails."""
    try:
        yield
    except CapPassed as passed:
        full = ", ".join(cards(_full(passed.moved, passed.day)))
        with translated(REFUSALS, value=full):
            raise passed.refused from passed.refused.__cause__


def near_caps(weeks: Mapping[int, WorkWeek], named: Mapping[int, str], *, day: date) -> list[NearCap]:
    """Who is past 80 % of a cap, by person; `named` are the card numbers."""
    near = [week for _person, week in sorted(weeks.items()) if week.is_past(WARNING_PERCENT, day)]
    return [NearCap(named[week.person_id], week.minutes_on(day), week.minutes) for week in near]


def _full(moved: Mapping[int, int], day: date) -> list[int]:
    monday = monday_of(day)
    held = {week.person_id: week for week in WorkWeek.objects.filter(person__in=list(moved), monday=monday)}
    full = []
    for person, minutes in sorted(moved.items()):
        week, counter = held.get(person) or WorkWeek(person_id=person, monday=monday), COUNTERS[day.weekday()]
        setattr(week, counter, getattr(week, counter) + minutes)
        full += [] if week.is_within_caps else [person]
    return full
