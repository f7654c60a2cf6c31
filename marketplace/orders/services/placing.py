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
from marketplace.trade.countries import recognise
from marketplace.trade.selectors import Screening, evidence_needed
from marketplace.trade.services import admit, keep_food_home
from tenants import selectors as tenants

# Long enough for a bank transfer and the treasurer's next working day, short enough to free unpaid pieces for others.
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
    screening = admit(countries, on=clock.today(settings.TIME_ZONE))
    chosen = _chosen(wanted.lines)
    if any(listing.is_food for _line, listing in chosen):
        keep_food_home(screening, field="ship_to.country")
    total = _total(chosen)
    buyer = _buyer(wanted, by=by, is_verified=is_verified)
    _reserve(chosen)
    order = _order(wanted, buyer, screening, total)
    parts = _parts(order, chosen)
    subject = f"order:{order.pk}"
    audit.record("order.placed", by=by, subject=subject, decision=order.decision, total=total, parts=len(parts))
    return _result(order, parts)


def _chosen(lines: tuple[Wanted, ...]) -> Chosen:
    """Each line with its listing; raises NotFound naming the first line whose prison or product there is none."""
    listings = catalogue.listings_of([line.pair for line in lines])
    for number, line in enumerate(lines):
        if line.pair not in listings:
            raise _unknown(number, line)
    return [(line, listings[line.pair]) for line in lines]


def _unknown(number: int, line: Wanted) -> NotFound:
    try:
        tenants.by_code(line.prison)
    except DomainError:
        rule = _("There is no prison with this code.")
        return NotFound(code="prison-unknown", field=f"lines[{number}].prison", value=line.prison, rule=rule)
    rule = _("This prison offers no such product.")
    return NotFound(code="product-unknown", field=f"lines[{number}].product", value=line.product, rule=rule)


def _total(chosen: Chosen) -> int:
    total = sum(line.quantity * listing.price_idr for line, listing in chosen)
    if total > MOST_RUPIAH:
        rule = _("An order is worth at most %(most)d rupiah.") % {"most": MOST_RUPIAH}
        raise Refused(code="total-too-large", field="lines", value=total, rule=rule)
    return total


def _buyer(wanted: OrderRequest, *, by: str, is_verified: bool) -> Buyer:
    """The buyer with the address, made when there is none. A stranger's order never changes what is known of a buyer."""
    country = recognise(wanted.buyer_country).iso2
    Buyer.objects.bulk_create([Buyer(email=wanted.email, name=wanted.name, country=country)], ignore_conflicts=True)
    buyer = Buyer.objects.get(email=wanted.email)
    if is_verified and buyer.account is None:
        buyer.account, buyer.verified_at = UUID(by), clock.now()
        buyer.save(update_fields=["account", "verified_at"])
    return buyer


def _reserve(chosen: Chosen) -> None:
    short = stock.reserve({listing.pk: line.quantity for line, listing in chosen})
    if short is None:
        return
    number, line = next((n, line) for n, (line, listing) in enumerate(chosen) if listing.pk == short)
    available = catalogue.listings_of([line.pair])[line.pair].available
    rule = _("%(product)s of %(prison)s: you want %(wanted)d pieces, %(available)d are available.") % {
        "product": line.product,
        "prison": line.prison,
        "wanted": line.quantity,
        "available": available,
    }
    raise Conflict(code="stock-short", field=f"lines[{number}].quantity", value=line.quantity, rule=rule)


def _order(wanted: OrderRequest, buyer: Buyer, screening: Screening, total: int) -> Order:
    return Order.objects.create(
        number=_number(),
        buyer=buyer,
        ship_name=wanted.name,
        ship_country=recognise(wanted.ship_country).iso2,
        ship_city=wanted.city,
        ship_line=wanted.line,
        ship_postcode=wanted.postcode,
        decision=screening.decision,
        citation=screening.legal_reference[:300],
        total=total,
    )


def _number() -> str:
    """A number that tells the day and nothing else: random, so that nobody counts or guesses orders."""
    day = clock.today(settings.TIME_ZONE)
    while True:
        number = f"SBT-{day:%y%m%d}-{''.join(secrets.choice(ALPHABET) for _place in range(5))}"
        if not Order.objects.filter(number=number).exists():
            return number


def _parts(order: Order, chosen: Chosen) -> list[OrderPart]:
    """Write a part per prison and seller of record with its lines; their totals sum to the order's."""
    by_seller: dict[tuple[str, UUID], Chosen] = {}
    for line, listing in sorted(chosen, key=lambda pair: (pair[0].prison, str(pair[1].seller_id), pair[0].product)):
        by_seller.setdefault((listing.prison_code, listing.seller_id), []).append((line, listing))
    is_locked = order.decision != "domestic"
    until = order.placed_at + (RESERVED_WHILE_LOCKED if is_locked else RESERVED_FOR)
    parts = [
        OrderPart(
            order=order,
            prison_code=prison,
            number=f"{order.number}-{place}",
            seller=lines[0][1].seller,
            total=sum(line.quantity * listing.price_idr for line, listing in lines),
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
    for line, listing in lines:
        yield OrderLine(
            part=part,
            prison_code=part.prison_code,
            listing=listing,
            product_code=listing.product_code,
            quantity=line.quantity,
            unit_price=listing.price_idr,
        )


def _result(order: Order, parts: list[OrderPart]) -> dict[str, Any]:
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
