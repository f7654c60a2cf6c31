"""Owns reading the ledger: what each account holds, what was sold, what is owed to makers."""

from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from programs.earnings.models import ACCOUNTS, Posting, PremiEntry, Settlement
from programs.people.selectors import ONE_HUMAN, records_of
from programs.records.selectors import local_midnight

HELD = ("bank", "premi_advance")  # what the prison has; the other accounts say whose it is


def balances() -> dict[str, int]:
    """Rupiah in every account (two queries), zero where nothing was posted.

    What is held (`bank`, `premi_advance`) counts what came in; the others count what they are owed, so that in order
    the held sum equals the sum of the others and `sales` is zero. `working_capital` below zero has borne losses.
    """
    debited, credited = _sums("debit_account"), _sums("credit_account")
    came_in = {account: debited.get(account, 0) - credited.get(account, 0) for account in ACCOUNTS}
    return {account: amount if account in HELD else -amount for account, amount in came_in.items()}


def _sums(side: str) -> dict[str, int]:
    return dict(Posting.objects.order_by().values_list(side).annotate(sum=Sum("amount")))


def posted(event: str, line: str) -> int:
    """Rupiah of one line of one event; 0 when it was not posted."""
    return Posting.objects.filter(event=event, line=line).values_list("amount", flat=True).first() or 0


def sales_total(first: date, last: date) -> int:
    """Rupiah of the sales booked from the first to the last day, both included, in the prison's time zone."""
    begin, end = local_midnight(first), local_midnight(last + timedelta(days=1))
    return Settlement.objects.filter(booked_at__gte=begin, booked_at__lt=end).aggregate(sum=Sum("total"))["sum"] or 0


def premi_owed() -> int:
    """Rupiah owed to makers in total."""
    return balances()["premi_payable"]


def premi_due(person: int) -> int:
    """Rupiah of premi that this prison owes one person: earned here, brought along, less what was sent on.

    What is written under merged records is owed under the one that stays, and under no other.
    """
    entries = PremiEntry.objects.filter(person__in=records_of([person])).order_by()
    owed: dict[int, int] = dict(entries.values_list(ONE_HUMAN).annotate(sum=Sum("amount")))
    return owed.get(person, 0)


def settlements() -> QuerySet[Settlement]:
    """Settlements with their scheme, the newest first."""
    return Settlement.objects.select_related("scheme").order_by("-booked_at", "part")
