"""Owns the writing of an order that was decided: its number, its parts that sum to it, and what the buyer is told."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from uuid import UUID

from django.conf import settings

from core import clock
from marketplace.orders.models import Buyer, Order, OrderLine, OrderPart, Quote
from marketplace.orders.services.reading import OrderRequest, Wanted
from marketplace.trade.countries import recognise
from marketplace.trade.selectors import Screening, evidence_needed

if TYPE_CHECKING:
    from marketplace.catalogue.models import Listing

# Long enough for a bank transfer and the treasurer's next working day, short enough to free unpaid pieces for others.
RESERVED_FOR = timedelta(hours=48)
# A named approver or an evidence file takes office weeks; after that the pieces serve other buyers.
RESERVED_WHILE_LOCKED = timedelta(days=14)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Priced(NamedTuple):
    """A line with its listing and its price per piece: the listing's, or that of an accepted quote."""

    line: Wanted
    listing: Listing
    price: int

    @property
    def amount(self) -> int:
        """Rupiah for the line."""
        return self.line.quantity * self.price


Chosen: TypeAlias = "list[Priced]"


def write_order(wanted: OrderRequest, buyer: Buyer, screening: Screening, total: int) -> Order:
    """Write the header: to whom, where to, what the destination rules said."""
    return Order.objects.create(
        number=unused_number("SBT", Order),
        buyer=buyer,
        ship_name=wanted.name,
        ship_country=recognise(wanted.ship_country).iso2,
        ship_city=wanted.city,
        ship_line=wanted.line,
        ship_postcode=wanted.postcode,
        ship_province=wanted.province,
        decision=screening.decision,
        citation=screening.legal_reference[:300],
        total=total,
    )


def unused_number(prefix: str, model: type[Order] | type[Quote]) -> str:
    """A number that tells the day and nothing else: random, so that nobody counts or guesses orders or quotes."""
    day = clock.today(settings.TIME_ZONE)
    while True:
        number = f"{prefix}-{day:%y%m%d}-{''.join(secrets.choice(ALPHABET) for _place in range(5))}"
        if not model.objects.filter(number=number).exists():
            return number


def write_parts(order: Order, chosen: Chosen) -> list[OrderPart]:
    """Write a part per prison and seller of record with its lines; their totals sum to the order's."""
    by_seller: dict[tuple[str, UUID], Chosen] = {}
    for each in sorted(chosen, key=lambda one: (one.line.prison, str(one.listing.seller_id), one.line.product)):
        by_seller.setdefault((each.listing.prison_code, each.listing.seller_id), []).append(each)
    is_locked = order.decision != "domestic"
    until = order.placed_at + (RESERVED_WHILE_LOCKED if is_locked else RESERVED_FOR)
    parts = [
        OrderPart(
            order=order,
            prison_code=prison,
            number=f"{order.number}-{place}",
            seller=lines[0].listing.seller,
            total=sum(each.amount for each in lines),
            is_locked=is_locked,
            placed_at=order.placed_at,
            reserved_until=until,
        )
        for place, ((prison, _seller), lines) in enumerate(by_seller.items(), start=1)
    ]
    OrderPart.objects.bulk_create(parts)
    for part, lines in zip(parts, by_seller.values(), strict=True):
        OrderLine.objects.bulk_create(_lines(part, lines))
    return parts


def _lines(part: OrderPart, lines: Chosen) -> Iterable[OrderLine]:
    for line, listing, price in lines:
        yield OrderLine(
            part=part,
            prison_code=part.prison_code,
            listing=listing,
            product_code=listing.product_code,
            quantity=line.quantity,
            unit_price=price,
        )


def result_of(order: Order, parts: list[OrderPart]) -> dict[str, Any]:
    """The contract's result as JSON-ready facts; nothing of the buyer."""
    needed = evidence_needed() if order.decision == "allow_with_evidence" else 0
    return {
        "order": order.number,
        "id": str(order.pk),
        "parts": [_part_result(part) for part in parts],
        "total": order.total,
        "currency": order.currency,
        "destination": order.ship_country,
        "decision": order.decision,
        "citation": order.citation,
        "evidence": {"have": 0, "needed": needed},
    }


def _part_result(part: OrderPart) -> dict[str, Any]:
    lines = [
        {
            "product": line.product_code,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "amount": line.amount,
        }
        for line in part.lines.order_by("product_code")
    ]
    facts = {"id": str(part.pk), "prison": part.prison_code, "number": part.number, "seller": part.seller.name}
    return {**facts, "lines": lines, "total": part.total, "reserved_until": part.reserved_until.isoformat()}
