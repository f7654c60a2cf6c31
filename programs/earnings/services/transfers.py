"""Owns premi that goes along with a transferred person: sent into transit at one prison, taken out of it at the other."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Conflict, Refused
from programs.earnings import selectors
from programs.earnings.models import PremiEntry
from programs.earnings.services.posting import post
from programs.records.refusals import Refusal, translated
from programs.records.services import record

MOST = 10**12  # rupiah; more than any person can be owed is a broken envelope
REFUSALS = {
    name: Refusal(
        "transfer-booked", "consignment", gettext_lazy("The premi of this transfer is booked already."), kind=Conflict
    )
    for name in ("earnings_premi_moved_once", "earnings_posting_once")
}


def send_premi(person: int, amount: int, *, consignment: UUID, by: str) -> None:
    """Rupiah owed to a person leave for transit with the consignment; nothing owed moves nothing.

    Raises Refused when it is more than is owed here, Conflict when this consignment is booked already.
    """
    if not 0 <= amount <= max(0, selectors.premi_due(person)):
        rule = _("At most what is owed to the person can be sent along.")
        raise Refused(code="premi-too-much", field="amount", value="-", rule=rule)
    _move(person, -amount, consignment, "sent", by)


def take_back_premi(person: int, *, consignment: UUID, by: str) -> int:
    """What was sent with a consignment that did not arrive is owed here again, once; returns it in rupiah."""
    sent = selectors.posted(_event(consignment), "sent")
    if selectors.posted(_event(consignment), "back"):
        return sent
    _move(person, sent, consignment, "back", by)
    return sent


def receive_premi(person: int, amount: int, *, consignment: UUID, by: str) -> None:
    """Rupiah that came with a person out of transit are owed here. Raises Refused for an amount that cannot be."""
    if not 0 <= amount <= MOST:
        rule = _("The envelope names an amount that cannot be.")
        raise Refused(code="premi-unfit", field="amount", value="-", rule=rule)
    _move(person, amount, consignment, "received", by)


def _move(person: int, change: int, consignment: UUID, line: str, by: str) -> None:
    if not change:
        return
    event = _event(consignment)
    debit, credit = ("in_transit", "premi_payable") if change > 0 else ("premi_payable", "in_transit")
    with translated(REFUSALS, value=str(consignment)), transaction.atomic():
        post(event, [(line, debit, credit, abs(change))])
        PremiEntry.objects.create(person_id=person, lot=None, cause=f"{event}:{line}", pieces=0, amount=change)
        # no amount in the audit: who reads it may not see what a person is owed (product rule 5)
        record(f"premi.transfer-{line}", by=by, subject=f"person:{person}", consignment=str(consignment))


def _event(consignment: UUID) -> str:
    return f"transfer:{consignment}"
