"""Owns reading one person's work: by program and step, for the skills passport and the envelope of a transfer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Sum

from programs.people.selectors import records_of
from programs.workshop.models import Attendance, LotMaker


@dataclass(frozen=True)
class WorkDone:
    """A person's work in one program, of closed sessions: minutes, days, from the first to the last, pieces recorded."""

    program_code: str
    minutes: int
    days: int
    first: date
    last: date
    pieces: int


@dataclass(frozen=True)
class StepDone:
    """A person's work at one step of a program, where steps were told apart: minutes and pieces."""

    program_code: str
    step: str
    minutes: int
    pieces: int


def steps_of(person: int) -> list[StepDone]:
    """At which steps the person worked, in lots of closed sessions, by program and step (one query)."""
    made = LotMaker.objects.filter(person__in=records_of([person]), session__closed_at__isnull=False).exclude(step="")
    found = made.values_list("session__program_code", "step").annotate(Sum("minutes"), Sum("pieces"))
    return [StepDone(*row) for row in found.order_by("session__program_code", "step")]


def work_done(person: int) -> list[WorkDone]:
    """A person's work by program, by code; sessions that are still open do not count yet (two queries).

    Here and in `steps_of` the work of records merged into this one counts too.
    """
    theirs = records_of([person])
    worked = Attendance.objects.filter(person__in=theirs, minutes__gt=0, session__closed_at__isnull=False)
    found = worked.values_list("session__program_code").annotate(
        Sum("minutes"), Count("day", distinct=True), Min("day"), Max("day")
    )
    made = LotMaker.objects.filter(person__in=theirs, session__closed_at__isnull=False).order_by()
    pieces = dict(made.values_list("session__program_code").annotate(Sum("pieces")))
    return [
        WorkDone(code, minutes, days, first, last, pieces.get(code, 0))
        for code, minutes, days, first, last in found.order_by("session__program_code")
    ]
