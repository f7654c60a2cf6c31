"""Owns the placing of an order: screened, reserved and written as one order with a part per prison and seller, or not at all."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, DomainError, NotFound, Refused
from core.idempotency import once_in_public
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import services as stock
from marketplace.orders.models import Buyer
from marketplace.orders.services.reading import OrderRequest, Wanted, read_request
from marketplace.orders.services.writing import Chosen, result_of, write_order, write_parts
from marketplace.trade.countries import recognise
from marketplace.trade.services import admit, keep_food_home
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

    def act() -> dict[str, Any]:
        return _place(wanted, by=by, is_verified=verified_email.lower() == wanted.email)

    return once_in_public("order", wanted.key, asdict(wanted), act)


def _place(wanted: OrderRequest, *, by: str, is_verified: bool) -> dict[str, Any]:
    countries = {"ship_to.country": wanted.ship_country, "buyer.country": wanted.buyer_country}
    screening = admit(countries, on=clock.today(settings.TIME_ZONE))
    chosen = _chosen(wanted.lines)
    if any(listing.is_food for _line, listing in chosen):
        keep_food_home(screening, field="ship_to.country")
    total = _total(chosen)
    buyer = _buyer(wanted, by=by, is_verified=is_verified)
    _reserve(chosen)
    order = write_order(wanted, buyer, screening, total)
    parts = write_parts(order, chosen)
    subject = f"order:{order.pk}"
    audit.record("order.placed", by=by, subject=subject, decision=order.decision, total=total, parts=len(parts))
    return result_of(order, parts)


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
