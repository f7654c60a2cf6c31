"""Owns the buyer's side of a quote: asked within the destination rules, accepted into an order once, or declined."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, NotFound, Refused
from core.idempotency import once_in_public
from marketplace.catalogue import selectors as catalogue
from marketplace.orders.models import Quote
from marketplace.orders.services.buyers import known_buyer
from marketplace.orders.services.food import check_papers
from marketplace.orders.services.placing import place_once
from marketplace.orders.services.reading import OrderRequest, read_request
from marketplace.orders.services.writing import unused_number
from marketplace.trade.countries import recognise
from marketplace.trade.services import admit, keep_food_home

# A prison's office answers within its working weeks; after that the buyer looks elsewhere.
ANSWERED_WITHIN = timedelta(days=14)
LONGEST_WISH = timedelta(days=730)
NOWHERE = {"city": "-", "line": "-"}


def ask_quote(
    *,
    prison: str,
    product: str,
    quantity: int,
    wish_on: date | None,
    country: str,
    email: str,
    name: str,
    key: str,
    by: str,
    verified_email: str = "",
) -> dict[str, Any]:
    """Ask a prison for its price for `quantity` pieces, wished for a day; returns number, id and decision.

    Acts as the storefront; the same key again returns the same. A blocked country is refused with its citation, food
    abroad too (product rules 16, 19); NotFound for an unknown product, Refused for a malformed field or a past day.
    """
    body: dict[str, Any] = {
        "idempotency_key": key,
        "buyer": {"email": email, "name": name, "country": country},
        "ship_to": NOWHERE | {"country": country},
        "lines": [{"prison": prison, "product": product, "quantity": quantity}],
    }
    wanted = read_request(body)
    _check_wish(wish_on)

    facts: dict[str, Any] = {
        "prison": prison,
        "product": product,
        "quantity": quantity,
        "wish_on": wish_on,
        "country": country,
    }

    def act() -> dict[str, Any]:
        return _written(wanted, **facts, by=by, is_verified=verified_email.lower() == wanted.email)

    asked = {"prison": prison, "product": product, "quantity": quantity, "wish": str(wish_on), "email": wanted.email}
    return once_in_public("quote", wanted.key, {**asked, "country": country, "name": wanted.name}, act)


def _written(
    wanted: OrderRequest,
    *,
    prison: str,
    product: str,
    quantity: int,
    wish_on: date | None,
    country: str,
    by: str,
    is_verified: bool,
) -> dict[str, Any]:
    """The quote as a row, once the country and the product admit it."""
    screening = admit({"country": country}, on=clock.today(settings.TIME_ZONE))
    listing = catalogue.listing(prison, product)
    if listing.is_food:
        keep_food_home(screening, field="country")
    quote = Quote.objects.create(
        number=unused_number("QTN", Quote),
        prison_code=listing.prison_code,
        buyer=known_buyer(wanted, by=by, is_verified=is_verified),
        listing=listing,
        product_code=listing.product_code,
        quantity=quantity,
        list_price=listing.price_idr,
        wish_on=wish_on,
        country=recognise(country).iso2,
        decision=screening.decision,
        ask_until=clock.today(settings.TIME_ZONE) + ANSWERED_WITHIN,
    )
    subject = f"quote:{quote.pk}"
    audit.record("quote.asked", by=by, subject=subject, prison=prison, product=product, pieces=quantity)
    return {"quote": quote.number, "id": str(quote.pk), "decision": quote.decision}


def accept_quote(quote: UUID, *, ship_to: Mapping[str, str], by: str, verified_email: str = "") -> dict[str, Any]:
    """Turn an answered quote into an order at its price, through the same placing as any order; again returns it.

    Acts as the storefront. `ship_to` holds city, line, postcode and, for food, province; the country is the quote's.
    Raises Conflict for a quote that is not answered, declined, expired, accepted to another address, or whose pieces
    are short; what the destination rules say today decides, not what they said when it was asked.
    """
    with transaction.atomic():
        row = _locked(quote)
        if row.accepted_at is None:
            _check_open(row)
        wanted = read_request(
            {
                "idempotency_key": f"quote:{row.pk}",
                "buyer": {"email": row.buyer.email, "name": row.buyer.name, "country": row.country},
                "ship_to": dict(ship_to) | {"country": row.country},
                "lines": [{"prison": row.prison_code, "product": row.product_code, "quantity": row.quantity}],
            }
        )
        is_verified = verified_email.lower() == wanted.email
        prices = {(row.prison_code, row.product_code): row.unit_price or row.list_price}
        placed = place_once(wanted, by=by, is_verified=is_verified, prices=prices)
        if row.accepted_at is None:
            row.accepted_at, row.order_id = clock.now(), UUID(placed["id"])
            row.save(update_fields=["accepted_at", "order"])
            audit.record("quote.accepted", by=by, subject=f"quote:{row.pk}", prison=row.prison_code)
    return placed


def decline_quote(quote: UUID, *, by: str) -> Quote:
    """Note that the buyer does not take the answer; again changes nothing. Conflict for one that is not open."""
    with transaction.atomic():
        row = _locked(quote)
        if row.declined_at is not None:
            return row
        _check_open(row)
        row.declined_at = clock.now()
        row.save(update_fields=["declined_at"])
        audit.record("quote.declined", by=by, subject=f"quote:{row.pk}", prison=row.prison_code)
    return row


def _locked(quote: UUID) -> Quote:
    """The quote, its row locked until the transaction ends, so that two clicks are one order."""
    row = Quote.objects.select_for_update(of=("self",)).select_related("buyer", "listing").filter(pk=quote).first()
    if row is None:
        rule = _("There is no such quote.")
        raise NotFound(code="quote-missing", field="quote", value=str(quote), rule=rule)
    return row


def _check_open(row: Quote) -> None:
    state = row.state_on(clock.today(settings.TIME_ZONE))
    if state != "answered":
        rule = {
            "waiting": _("The prison has not answered yet."),
            "unable": _("The prison cannot supply this; ask for another quantity or day."),
            "expired": _("The answer is no longer valid; ask for a new quote."),
            "declined": _("You declined this quote; ask for a new one."),
            "accepted": _("This quote has become an order."),
        }[state]
        raise Conflict(code=f"quote-{state}", field="quote", value=row.number, rule=rule)
    if row.listing.is_food:
        check_papers(row.listing, field="quote")


def _check_wish(day: date | None) -> None:
    today = clock.today(settings.TIME_ZONE)
    if day is not None and not today <= day <= today + LONGEST_WISH:
        rule = _("The day you wish lies between today and two years from now.")
        raise Refused(code="wish-malformed", field="wish_on", value=day.isoformat(), rule=rule)
