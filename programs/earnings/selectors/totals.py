"""Owns totals of a prison's money: premi of all makers together, and state revenue paid of what was owed; no person."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from programs.earnings.models import PnbpObligation, PremiEntry
from programs.records.selectors import local_midnight


@dataclass(frozen=True)
class PremiTotal:
    """Rupiah of premi accrued to so many people together: a total, never a person's (product rule 5)."""

    amount: int
    people: int


@dataclass(frozen=True)
class RevenueTotal:
    """State revenue: rupiah shown paid by an NTPN, in how many payments, of how many that are owed in all."""

    amount: int
    paid: int
    owed: int


def premi_total(first: date, last: date) -> PremiTotal:
    """Premi accrued from the first to the last day, both included, in the prison's time zone."""
    entries = PremiEntry.objects.filter(
        lot__isnull=False, at__gte=local_midnight(first), at__lt=local_midnight(last + timedelta(days=1))
    )
    found = entries.aggregate(amount=Sum("amount", default=0), people=Count("person", distinct=True))
    return PremiTotal(found["amount"], found["people"])


def revenue_total(first: date, last: date) -> RevenueTotal:
    """State revenue that came due up to the last day, and what of it was paid from the first to the last day."""
    begin, end = local_midnight(first), local_midnight(last + timedelta(days=1))
    is_paid = ~Q(ntpn="") & Q(paid_at__gte=begin, paid_at__lt=end)
    found = PnbpObligation.objects.filter(created__lt=end).aggregate(
        amount=Sum("amount", filter=is_paid, default=0), paid=Count("pk", filter=is_paid), owed=Count("pk")
    )
    return RevenueTotal(found["amount"], found["paid"], found["owed"])
