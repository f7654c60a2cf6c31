"""Owns the settling of a paid part inside its prison: pieces leave the stock and the sale enters the ledger, together."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from marketplace.orders.models import OrderLine, OrderPart
from marketplace.orders.services.payment import locked_part
from programs.earnings import services as earnings
from programs.earnings.services import Sale, SaleLine
from programs.records.services import record
from programs.workshop import services as workshop

logger = logging.getLogger("sabut.orders")


def settle_part(part: UUID, *, by: str = "system") -> OrderPart:
    """Settle a paid part: its pieces are sold oldest lot first, its total is booked under the prison's signed scheme.

    Runs in the prison; again changes nothing. Raises Conflict for an unpaid part, and what stock and ledger refuse
    (a scheme that is not signed): then nothing is changed. The ledger tells "earnings.period_dirty".
    """
    with transaction.atomic():
        row = locked_part(part)
        if row.settled_at is not None:
            return row
        if row.paid_at is None:
            rule = _("A part is settled after its transfer was confirmed.")
            raise Conflict(code="part-unpaid", field="part", value=row.number, rule=rule)
        lines = tuple(_sold(row, line, by=by) for line in row.lines.order_by("product_code"))
        earnings.book_sale(Sale(part=row.pk, total=row.total, lines=lines), by=by)
        row.settled_at = clock.now()
        row.save(update_fields=["settled_at"])
        record("part.settled", by=by, subject=f"part:{row.pk}")
    return row


def settle_waiting(*, by: str = "system") -> int:
    """Settle every paid part of the prison that waits, oldest first; returns how many.

    One that is refused is left for its own next attempt and does not hold up the others.
    """
    waiting = OrderPart.objects.filter(paid_at__isnull=False, settled_at=None).order_by("paid_at")
    settled = 0
    for part in list(waiting.values_list("pk", flat=True)):
        try:
            settle_part(part, by=by)
        except DomainError as error:
            logger.warning("part %s waits: %s", part, error.code)
        else:
            settled += 1
    return settled


def _sold(part: OrderPart, line: OrderLine, *, by: str) -> SaleLine:
    lots = workshop.take_sold(line.product_code, line.quantity, reference=f"part:{part.pk}", by=by)
    return SaleLine(line.product_code, line.amount, tuple((lot.lot_id, lot.pieces) for lot in lots))
