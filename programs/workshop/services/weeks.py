"""Owns the counters of working time: one row a person and week, so that the caps of product rule 1 are constraints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from programs.records.refusals import translated
from programs.workshop.models import WorkWeek
from programs.workshop.selectors.register import WARNING_PERCENT
from programs.workshop.services.refusals import REFUSALS

COUNTERS = tuple(f"d{n}" for n in range(1, 8))


@dataclass(frozen=True)
class NearCap:
    """Somebody past 80 % of the day's or the week's cap, in minutes."""

    card_number: str
    day_minutes: int
    week_minutes: int


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def count_minutes(changes: Mapping[int, int], *, day: date) -> list[NearCap]:
    """Add minutes (negative for corrections) to each person's counter of `day`; returns who is past 80 % of a cap.

    One statement writes all counters, and the database refuses it when one of them passes a cap: Refused, whose value
    are the card numbers; the caller's transaction ends with it. Rows are locked by person, so that two sessions at once neither block each other for ever
    nor lose minutes.
    """
    moved = {person: minutes for person, minutes in changes.items() if minutes}
    if not moved:
        return []
    counter = COUNTERS[day.weekday()]
    weeks = _held_weeks(sorted(moved), monday_of(day))
    for week in weeks:
        setattr(week, counter, getattr(week, counter) + moved[week.person_id])
    full = ", ".join(str(week.person) for week in weeks if not week.is_within_caps)
    with translated(REFUSALS, value=full):
        WorkWeek.objects.bulk_create(
            weeks, update_conflicts=True, unique_fields=["person", "monday"], update_fields=[counter]
        )
    near = [week for week in weeks if week.is_past(WARNING_PERCENT, day)]
    return [NearCap(str(week.person), week.minutes_on(day), week.minutes) for week in near]


def _held_weeks(persons: list[int], monday: date) -> list[WorkWeek]:
    WorkWeek.objects.bulk_create(
        [WorkWeek(person_id=person, monday=monday) for person in persons], ignore_conflicts=True
    )
    held = WorkWeek.objects.select_for_update(of=("self",)).filter(person__in=persons, monday=monday)
    return list(held.select_related("person").order_by("person_id"))
