"""Owns totals of a prison's work: hours, sessions, and what passed inspection at the first time; no person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from programs.workshop.models import MADE, Attendance, Inspection, Lot, Session


@dataclass(frozen=True)
class WorkTotals:
    """From a first to a last day: sessions and, of these, closed; minutes of closed ones and how many people worked them.

    `lots` were recorded in closed sessions, `inspected` of them inspected; `produced` pieces were looked at, `accepted`
    passed at once; a lot of reworked pieces is none of them.
    """

    sessions: int
    closed: int
    minutes: int
    people: int
    lots: int
    inspected: int
    produced: int
    accepted: int


def work_totals(first: date, last: date) -> WorkTotals:
    """The totals of the days from first to last, both included (four queries)."""
    days = (first, last)
    sessions = Session.objects.filter(day__range=days).aggregate(
        all=Count("pk", filter=Q(cancelled_at=None)), closed=Count("pk", filter=Q(closed_at__isnull=False))
    )
    worked = Attendance.objects.filter(day__range=days, minutes__gt=0, session__closed_at__isnull=False)
    done = worked.aggregate(minutes=Sum("minutes", default=0), people=Count("person", distinct=True))
    lots = Lot.objects.filter(kind=MADE, made_on__range=days, session__closed_at__isnull=False)
    accepted, produced, inspected = _inspected(days)
    return WorkTotals(
        sessions["all"],
        sessions["closed"],
        done["minutes"],
        done["people"],
        lots.count(),
        inspected,
        produced,
        accepted,
    )


def sessions_held(day: date) -> tuple[int, int]:
    """How many sessions were ever opened, and how many of them on `day` (one query)."""
    found = Session.objects.aggregate(all=Count("pk"), on_day=Count("pk", filter=Q(day=day)))
    return found["all"], found["on_day"]


def first_pass(first: date, last: date) -> tuple[int, int]:
    """Pieces accepted at their inspection, and pieces inspected, of lots of closed sessions made from first to last."""
    accepted, produced, _lots = _inspected((first, last))
    return accepted, produced


def _inspected(days: tuple[date, date]) -> tuple[int, int, int]:
    """Of lots as first made: what was reworked is looked at once more, and is no first inspection."""
    looked_at = Inspection.objects.filter(
        lot__kind=MADE, lot__made_on__range=days, lot__session__closed_at__isnull=False
    )
    found = looked_at.aggregate(
        accepted=Sum("accepted", default=0), produced=Sum("produced", default=0), lots=Count("pk")
    )
    return found["accepted"], found["produced"], found["lots"]
