"""Puts listings on the market without a workshop behind them, and writes orders, for the tests of the marketplace."""

import itertools
from datetime import timedelta
from typing import Any

from core import clock
from marketplace.catalogue.models import Listing, Seller
from marketplace.orders.services import place_order
from tenants.isolation.acting import acting_as, in_prison
from tests.cast import PRISONS

_keys = itertools.count(1)
ADDRESS = {"city": "Bandung", "line": "Jalan Rahasia 7", "postcode": "40111"}


def seller_of(prison: str, *, kind: str = "satker", account: str = "", verified: bool = False) -> Seller:
    """The seller of record of a prison; the caller acts in it."""
    facts: dict[str, Any] = {"name": f"Satker {prison}", "tax_status": "PNBP"}
    if account:
        facts |= {"bank": "Bank Contoh", "account_number": account, "account_holder": f"Bendahara {prison}"}
        facts["entered_by"] = "one"
    if verified:
        facts |= {"verified_by": "two", "verified_at": clock.now()}
    seller, _ = Seller.objects.get_or_create(prison_code=prison, kind=kind, defaults=facts)
    return seller


def offer(prison: str = "IDM", product: str = "coir-shade", *, pieces: int = 50, **facts: Any) -> Listing:
    """A listing with free pieces, as a release would leave it."""
    with in_prison(prison):
        given = {
            "prison_name": PRISONS[prison]["name"],
            "program_code": "coir-shade",
            "program_title_id": "Anyaman sabut",
            "program_title_en": "Coir weaving",
            "title_id": f"Tirai {product}",
            "title_en": f"Shade {product}",
            "title_es": f"Toldo {product}",
            "unit": "piece",
            "price_idr": 450_000,
            "weight_g": 6600,
            "province_code": "32",
        }
        if facts.get("is_food"):
            given |= {**papers(), "batch_on": clock.today("Asia/Jakarta"), "shelf_life_days": 4}
        seller = facts.pop("seller", None) or seller_of(prison)
        return Listing.objects.create(
            prison_code=prison, product_code=product, available=pieces, seller=seller, **{**given, **facts}
        )


def papers(days: int = 300) -> dict[str, Any]:
    """Licence and halal certificate of a food on a listing, valid for some days more."""
    until = clock.today("Asia/Jakarta") + timedelta(days=days)
    licence = {"licence_kind": "sanitation", "licence_number": "CONTOH-1", "licence_until": until}
    return {**licence, "halal_number": "CONTOH-2", "halal_until": until}


def line(quantity: object = 5, prison: str = "IDM", product: str = "coir-shade") -> dict[str, Any]:
    """One line of an order."""
    return {"prison": prison, "product": product, "quantity": quantity}


def order_body(
    *lines: dict[str, Any],
    country: str = "ID",
    buyer_country: str = "ID",
    key: str = "",
    email: str = "buyer@nation.example",
) -> dict[str, Any]:
    """An order as an outside program sends it; one line of five pieces unless told otherwise, a key of its own."""
    return {
        "idempotency_key": key or f"test-{next(_keys)}",
        "buyer": {"email": email, "name": "Buyer Rahasia", "country": buyer_country},
        "ship_to": {"country": country, **ADDRESS},
        "lines": list(lines) or [line()],
    }


def order(*lines: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Place an order as the storefront; returns the contract's result."""
    with acting_as("storefront"):
        return place_order(order_body(*lines, **facts), by="system")


def available(prison: str = "IDM", product: str = "coir-shade") -> int:
    """Free pieces of a listing."""
    with acting_as("storefront"):
        return Listing.objects.get(prison_code=prison, product_code=product).available
