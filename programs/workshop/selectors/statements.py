"""Owns the work of single persons over some days, as their own statement tells it: sessions, minutes, pieces."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from programs.people.selectors import ONE_HUMAN, records_of
from programs.workshop.models import Attendance, LotMaker


@dataclass(frozen=True)
class PersonWork:
    """What one person did in closed sessions: sessions attended, minutes worked, pieces made."""

    sessions: int = 0
    minutes: int = 0
    pieces: int = 0


def work_of(persons: Collection[int], first: date, last: date) -> dict[int, PersonWork]:
    """The work of each of the persons from `first` to `last`, both included (two queries); zeros for who did none.

    What is written under a merged record is told under the one that stays.
    """
    theirs = records_of(persons)
    attended = Attendance.objects.filter(person__in=theirs, day__range=(first, last), minutes__gt=0)
    worked = attended.filter(session__closed_at__isnull=False).order_by().values_list(ONE_HUMAN)
    days = {person: (sessions, minutes) for person, sessions, minutes in worked.annotate(Count("pk"), Sum("minutes"))}
    made = LotMaker.objects.filter(person__in=theirs, lot__made_on__range=(first, last))
    closed = made.filter(session__closed_at__isnull=False).order_by().values_list(ONE_HUMAN)
    pieces = dict(closed.annotate(Sum("pieces")))
    return {person: PersonWork(*days.get(person, (0, 0)), pieces.get(person, 0)) for person in persons}
