"""Owns what the storefront remembers of a visitor in the session: the country of delivery and the cart."""

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

COUNTRY, CART = "country", "cart"
LONGEST_COUNTRY = 120


def country_of(session: SessionBase) -> str:
    """The country of delivery as the visitor chose it; empty until then."""
    return str(session.get(COUNTRY, ""))


def remember_country(session: SessionBase, text: str) -> None:
    """Keep the chosen country; an empty choice forgets it."""
    session[COUNTRY] = text.strip()[:LONGEST_COUNTRY]


def cart_of(session: SessionBase) -> dict[str, int]:
    """Pieces by listing id, a copy."""
    return dict(session.get(CART, {}))


def remember_cart(session: SessionBase, cart: Mapping[str, int]) -> None:
    """Keep the cart; lines of no pieces are dropped."""
    session[CART] = {listing: pieces for listing, pieces in cart.items() if pieces > 0}


def frame(session: SessionBase) -> dict[str, Any]:
    """What the head of every storefront page shows; reads nothing from the database."""
    return {"cart_url": reverse("orders:cart"), "cart_count": len(cart_of(session)), "country": country_of(session)}
