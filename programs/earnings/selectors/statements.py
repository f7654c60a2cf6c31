"""Owns what a statement tells one person of the own money: premi accrued in a month and until its end. For nobody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from programs.earnings.models import PremiEntry
from programs.people.selectors import ONE_HUMAN, records_of
from programs.records.selectors import local_midnight


@dataclass(frozen=True)
class PersonPremi:
    """Rupiah of premi: accrued in the days asked for, and accrued in all until their end."""

    accrued: int = 0
    total: int = 0


def premi_of(persons: Collection[int], first: date, last: date) -> dict[int, PersonPremi]:
    """The premi of each of the persons from `first` to `last`, both included, in the prison's time zone (one query).

    What is written under a merged record is told under the one that stays. Payments to persons and savings are not kept here yet, so none is told; zeros for who earned nothing.
    """
    begin, end = local_midnight(first), local_midnight(last + timedelta(days=1))
    entries = PremiEntry.objects.filter(person__in=records_of(persons), at__lt=end).order_by().values_list(ONE_HUMAN)
    sums = entries.annotate(
        accrued=Sum("amount", filter=Q(at__gte=begin, lot__isnull=False), default=0), total=Sum("amount", default=0)
    )
    found = {person: PersonPremi(accrued, total) for person, accrued, total in sums}
    return {person: found.get(person, PersonPremi()) for person in persons}
