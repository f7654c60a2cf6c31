"""Owns the end of a reservation: a part nobody paid in time is cancelled and its pieces are on offer again."""

from collections import Counter
from uuid import UUID

from django.db import transaction

from core import audit, clock
from marketplace.catalogue import services as stock
from marketplace.orders.models import OrderLine, OrderPart

BATCH = 200


def release_expired(*, by: str = "system") -> int:
    """Cancel unpaid parts whose reservation ended and give their pieces back; returns how many parts.

    Acts as the storefront. A part that is being paid at this moment is passed over; safe to run twice at once.
    """
    with transaction.atomic():
        expired = list(
            OrderPart.objects.select_for_update(skip_locked=True)
            .filter(reserved_until__lt=clock.now(), paid_at=None, cancelled_at=None)
            .order_by("reserved_until")[:BATCH]
        )
        OrderPart.objects.filter(pk__in=[part.pk for part in expired]).update(cancelled_at=clock.now())
        pieces: Counter[UUID] = Counter()
        for line in OrderLine.objects.filter(part__in=expired):
            pieces[line.listing_id] += line.quantity
        stock.give_back(pieces)
        for part in expired:
            audit.record("part.expired", by=by, subject=f"part:{part.pk}", prison=part.prison_code)
    return len(expired)
