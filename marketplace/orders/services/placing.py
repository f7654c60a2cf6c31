"""Owns the placing of an order: screened, reserved and written as one order with a part per prison and seller, or not at all."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, DomainError, NotFound, Refused
from core.idempotency import once
from core.models import IdempotencyKey
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import services as stock
from marketplace.catalogue.models import Listing
from marketplace.orders.models import Buyer, Order, OrderLine, OrderPart
from marketplace.orders.services.reading import OrderRequest, Wanted, read_request
from marketplace.trade.selectors import Screening, evidence_needed
from marketplace.trade.services import admit
from tenants import selectors as tenants

# Two working days: a transfer on Friday evening is seen by a treasurer on Monday at the latest by the next release.
RESERVED_FOR = timedelta(hours=48)
# A named approver or an evidence file takes office weeks; after that the pieces serve other buyers.
RESERVED_WHILE_LOCKED = timedelta(days=14)
# Far below the largest bigint, far above any order: what is more is a mistake.
MOST_RUPIAH = 10**15
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

Chosen = list[tuple[Wanted, Listing]]


def place_order(request: object, *, by: str, verified_email: str = "") -> dict[str, Any]:
    """Place the order in a decoded JSON body and return the contract's result; the same key again returns the same.

    Acts as the storefront. One transaction: screens buyer's and delivery country first (Refused "destination-blocked"
    with citation), then reserves every piece or none. Raises Refused for a malformed field, NotFound for an unknown
    prison or product, Conflict for pieces that are short or a key used for another order. `verified_email` is the
    address the buyer has signed in with.
    """
    wanted = read_request(request)

    def act() -> dict[str, Any]:
        return _place(wanted, by=by, is_verified=verified_email.lower() == wanted.email)

    return once(IdempotencyKey, "order", wanted.key, asdict(wanted), act)


def _place(wanted: OrderRequest, *, by: str, is_verified: bool) -> dict[str, Any]:
    countries = {"ship_to.country": wanted.ship_country, "buyer.country": wanted.buyer_country}
    today = clock.today(settings.TIME_ZONE)
    admit(countries, on=today)
    chosen = _chosen(wanted.lines)
    screening = admit(countries, is_food=any(listing.is_food for _line, listing in chosen), on=today)
    total = _total(chosen)
    buyer = _buyer(wanted, screening, by=by, is_verified=is_verified)
    _reserve(chosen)
    order = Order.objects.create(
        number=_number(),
        buyer=buyer,
        ship_country=_shipped_to(wanted),
        ship_city=wanted.city,
        ship_line=wanted.line,
        ship_postcode=wanted.postcode,
        decision=screening.decision,
        citation=screening.legal_reference[:300],
        total=total,
    )
    parts = _parts(order, chosen, is_locked=screening.is_locked)
    subject = f"order:{order.pk}"
    audit.record("order.placed", by=by, subject=subject, decision=order.decision, total=total, parts=len(parts))
    return _result(order, parts)
