"""Owns reading one person's work: hours by program, for the person's own skills passport."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Sum

from programs.workshop.models import Attendance, LotMaker


@dataclass(frozen=True)
class WorkDone:
    """A person's work in one program, of closed sessions: minutes, days, from the first to the last."""

    program_code: str
    minutes: int
    days: int
    first: date
    last: date


@dataclass(frozen=True)
class StepDone:
    """A person's work at one step of a program, where steps were told apart: minutes and pieces."""

    program_code: str
    step: str
    minutes: int
    pieces: int


def steps_of(person: int) -> list[StepDone]:
    """At which steps the person worked, in lots of closed sessions, by program and step (one query)."""
    made = LotMaker.objects.filter(person_id=person, session__closed_at__isnull=False).exclude(step="")
    found = made.values_list("session__program_code", "step").annotate(Sum("minutes"), Sum("pieces"))
    return [StepDone(*row) for row in found.order_by("session__program_code", "step")]


def work_of(person: int) -> list[WorkDone]:
    """A person's work by program, by code; sessions that are still open do not count yet (one query)."""
    worked = Attendance.objects.filter(person_id=person, minutes__gt=0, session__closed_at__isnull=False)
    found = worked.values_list("session__program_code").annotate(
        Sum("minutes"), Count("day", distinct=True), Min("day"), Max("day")
    )
    return [WorkDone(*row) for row in found.order_by("session__program_code")]
