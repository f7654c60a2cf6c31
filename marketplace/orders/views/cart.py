"""Owns the cart's pages: several prisons in one cart, kept in the session."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import Refused
from marketplace.catalogue import shop
from marketplace.orders import selectors
from marketplace.orders.forms import PiecesForm
from marketplace.trade.services import admit

MOST_LINES = 100


@require_GET
def cart(request: HttpRequest) -> HttpResponse:
    """What the visitor has chosen, by seller of record, with what the rules say about the chosen country."""
    page = {"cart": selectors.cart(shop.cart_of(request.session))}
    return render(request, "orders/cart.html", {**shop.frame(request.session), **page})


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put pieces of a listing into the cart; a blocked country of delivery refuses it with the citation."""
    listing, pieces = _read(request)
    country = shop.country_of(request.session)
    if country:
        admit({"country": country}, on=clock.today(settings.TIME_ZONE))
    chosen = shop.cart_of(request.session)
    if listing not in chosen and len(chosen) >= MOST_LINES:
        rule = _("A cart holds at most %(most)d products.") % {"most": MOST_LINES}
        raise Refused(code="cart-full", field="listing", value=len(chosen), rule=rule)
    chosen[listing] = min(chosen.get(listing, 0) + pieces, PiecesForm.base_fields["pieces"].max_value)  # type: ignore[attr-defined]
    shop.remember_cart(request.session, chosen)
    messages.success(request, _("The cart now holds %(pieces)d pieces of it.") % {"pieces": chosen[listing]})
    return redirect("orders:cart")


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Set the pieces of a line; 0 removes it."""
    listing, pieces = _read(request)
    shop.remember_cart(request.session, {**shop.cart_of(request.session), listing: pieces})
    return redirect("orders:cart")


def _read(request: HttpRequest) -> tuple[str, int]:
    form = PiecesForm(request.POST)
    if not form.is_valid():
        rule = _("Enter a whole number of pieces from 1 to 1,000,000.")
        raise Refused(code="pieces-malformed", field="pieces", value=request.POST.get("pieces", "")[:40], rule=rule)
    return str(form.cleaned_data["listing"]), form.cleaned_data["pieces"]
