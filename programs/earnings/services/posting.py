"""Owns writing to the ledger: the rule that is locked while money is booked, and the postings of one event."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from core.errors import Refused
from programs.earnings import selectors
from programs.earnings.models import Posting, SplitScheme

Line = tuple[str, str, str, int]
"""Name of the line, debit account, credit account, rupiah."""


def lock_scheme(day: date) -> SplitScheme:
    """The scheme in force on a day, locked until the transaction ends: one prison books one thing at a time.

    Raises Refused (code `scheme-unsigned`): no signed scheme, no posting.
    """
    scheme = selectors.scheme_in_force(day)
    if scheme is None:
        rule = _("No split scheme is signed here. The head signs one by decree number; until then nothing is booked.")
        raise Refused(code="scheme-unsigned", field="scheme", value=None, rule=rule)
    return SplitScheme.objects.select_for_update(no_key=True).get(pk=scheme.pk)


def post(event: str, lines: Iterable[Line]) -> None:
    """Write the lines of one event that move something; each moves its amount from credit to debit account."""
    Posting.objects.bulk_create(
        Posting(event=event, line=line, debit_account=debit, credit_account=credit, amount=amount)
        for line, debit, credit, amount in lines
        if amount
    )
