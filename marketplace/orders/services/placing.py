"""Owns the placing of an order: screened, reserved and written as one order with a part per prison and seller, or not at all."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, DomainError, NotFound, Refused
from core.idempotency import once_in_public
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import services as stock
from marketplace.orders.services.buyers import known_buyer
from marketplace.orders.services.food import check_food
from marketplace.orders.services.reading import OrderRequest, Wanted, read_request
from marketplace.orders.services.writing import Chosen, Priced, result_of, write_order, write_parts
from marketplace.trade.services import admit
from tenants import selectors as tenants

# Far below the largest bigint, far above any order: what is more is a mistake.
MOST_RUPIAH = 10**15


def place_order(request: object, *, by: str, verified_email: str = "") -> dict[str, Any]:
    """Place the order in a decoded JSON body and return the contract's result; the same key again returns the same.

    Acts as the storefront. One transaction: screens buyer's and delivery country first (Refused "destination-blocked"
    with citation), then reserves every piece or none. Raises Refused for a malformed field, NotFound for an unknown
    prison or product, Conflict for pieces that are short or a key used for another order. `verified_email` is the
    address the buyer has signed in with.
    """
    wanted = read_request(request)
    return place_once(wanted, by=by, is_verified=verified_email.lower() == wanted.email)


def place_once(
    wanted: OrderRequest, *, by: str, is_verified: bool, prices: Mapping[tuple[str, str], int] | None = None
) -> dict[str, Any]:
    """Place a well-formed order once by its key; `prices` are those of an accepted quote, by prison and product."""

    def act() -> dict[str, Any]:
        return _place(wanted, prices or {}, by=by, is_verified=is_verified)

    return once_in_public("order", wanted.key, asdict(wanted), act)


def _place(
    wanted: OrderRequest, prices: Mapping[tuple[str, str], int], *, by: str, is_verified: bool
) -> dict[str, Any]:
    countries = {"ship_to.country": wanted.ship_country, "buyer.country": wanted.buyer_country}
    screening = admit(countries, on=clock.today(settings.TIME_ZONE))
    chosen = _chosen(wanted.lines, prices)
    check_food(chosen, screening, province=wanted.province)
    total = _total(chosen)
    buyer = known_buyer(wanted, by=by, is_verified=is_verified)
    _reserve(chosen)
    order = write_order(wanted, buyer, screening, total)
    parts = write_parts(order, chosen)
    subject = f"order:{order.pk}"
    audit.record("order.placed", by=by, subject=subject, decision=order.decision, total=total, parts=len(parts))
    return result_of(order, parts)


def _chosen(lines: tuple[Wanted, ...], prices: Mapping[tuple[str, str], int]) -> Chosen:
    """Each line with its listing and price; raises NotFound naming the first line whose prison or product there is none."""
    listings = catalogue.listings_of([line.pair for line in lines])
    for number, line in enumerate(lines):
        if line.pair not in listings:
            raise _unknown(number, line)
    found = ((line, listings[line.pair]) for line in lines)
    return [Priced(line, listing, prices.get(line.pair, listing.price_idr)) for line, listing in found]


def _unknown(number: int, line: Wanted) -> NotFound:
    try:
        tenants.by_code(line.prison)
    except DomainError:
        rule = _("There is no prison with this code.")
        return NotFound(code="prison-unknown", field=f"lines[{number}].prison", value=line.prison, rule=rule)
    rule = _("This prison offers no such product.")
    return NotFound(code="product-unknown", field=f"lines[{number}].product", value=line.product, rule=rule)


def _total(chosen: Chosen) -> int:
    total = sum(each.amount for each in chosen)
    if total > MOST_RUPIAH:
        rule = _("An order is worth at most %(most)d rupiah.") % {"most": MOST_RUPIAH}
        raise Refused(code="total-too-large", field="lines", value=total, rule=rule)
    return total


def _reserve(chosen: Chosen) -> None:
    short = stock.reserve({each.listing.pk: each.line.quantity for each in chosen})
    if short is None:
        return
    number, line = next((n, each.line) for n, each in enumerate(chosen) if each.listing.pk == short)
    available = catalogue.listings_of([line.pair])[line.pair].available
    rule = _("%(product)s of %(prison)s: you want %(wanted)d pieces, %(available)d are available.") % {
        "product": line.product,
        "prison": line.prison,
        "wanted": line.quantity,
        "available": available,
    }
    raise Conflict(code="stock-short", field=f"lines[{number}].quantity", value=line.quantity, rule=rule)
