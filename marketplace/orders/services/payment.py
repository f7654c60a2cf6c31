"""Owns the money and the shipping of a part inside its prison: one transfer of the bank's statement pays one part."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.jobs import publish
from marketplace.orders.models import OrderPart, PaymentEvent
from programs.records.services import record

LONGEST_REFERENCE = 60
TRANSFER = "transfer_received"


def confirm_transfer(part: UUID, *, amount: int, reference: str, by: str) -> OrderPart:
    """Confirm that the bank's statement shows the transfer for a part: `amount` whole rupiah under `reference`.

    Runs in the prison. The same reference for the same part again changes nothing. Refused for another amount than the
    part's total, an empty reference and a locked part (the database refuses that too); Conflict for a cancelled or paid
    part and for a transfer that paid another part. Publishes "orders.part_paid" with the part's id.
    """
    reference = _checked(reference)
    with transaction.atomic():
        row = locked_part(part)
        if row.payments.filter(kind=TRANSFER, reference=reference).exists():
            return row
        _check_payable(row, amount)
        _write_event(row, amount=amount, reference=reference, by=by)
        row.paid_at = clock.now()
        row.save(update_fields=["paid_at"])
        record("part.paid", by=by, subject=f"part:{row.pk}", amount=amount)
        publish("orders.part_paid", prison=row.prison_code, part=str(row.pk))
    return row


def ship_part(part: UUID, *, by: str) -> OrderPart:
    """Note that the staff handed a paid part to the carrier; again changes nothing. Conflict for an unpaid part."""
    with transaction.atomic():
        row = locked_part(part)
        if row.shipped_at is not None:
            return row
        if row.paid_at is None:
            rule = _("A part is shipped after its transfer was confirmed.")
            raise Conflict(code="part-unpaid", field="part", value=row.number, rule=rule)
        row.shipped_at = clock.now()
        row.save(update_fields=["shipped_at"])
        record("part.shipped", by=by, subject=f"part:{row.pk}")
    return row


def locked_part(part: UUID) -> OrderPart:
    """The prison's own part, its row locked until the transaction ends; raises NotFound for any other."""
    row = OrderPart.objects.select_for_update().filter(pk=part).first()
    if row is None:
        rule = _("This prison has no such order.")
        raise NotFound(code="part-missing", field="part", value=str(part), rule=rule)
    return row


def _checked(reference: str) -> str:
    reference = reference.strip()
    if not 0 < len(reference) <= LONGEST_REFERENCE or not reference.isprintable():
        rule = _("Enter the number of the transfer on the bank's statement, at most 60 characters.")
        raise Refused(code="reference-malformed", field="reference", value=reference[:60], rule=rule)
    return reference


def _check_payable(row: OrderPart, amount: int) -> None:
    if row.cancelled_at is not None:
        rule = _("The reservation of this order has ended; the buyer orders again, or the transfer is returned.")
        raise Conflict(code="part-cancelled", field="part", value=row.number, rule=rule)
    if row.is_locked:
        rule = _("This order may not be paid until its evidence file is complete or its destination is approved.")
        raise Refused(code="part-locked", field="part", value=row.number, rule=rule)
    if row.paid_at is not None:
        rule = _("Another transfer was confirmed for this order.")
        raise Conflict(code="part-paid", field="reference", value=row.number, rule=rule)
    if amount != row.total:
        rule = _("The amount must be the total of this part: %(total)d rupiah.") % {"total": row.total}
        raise Refused(code="amount-differs", field="amount", value=amount, rule=rule)


def _write_event(row: OrderPart, *, amount: int, reference: str, by: str) -> None:
    facts = {"part": row, "prison_code": row.prison_code, "kind": TRANSFER}
    try:
        with transaction.atomic():
            PaymentEvent.objects.create(**facts, amount=amount, reference=reference, by=by)
    except IntegrityError as error:
        rule = _("This transfer was confirmed for another order.")
        raise Conflict(code="transfer-used", field="reference", value=reference, rule=rule) from error
