"""Owns the checkout page and the buyer's own orders."""

import uuid
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import shop
from marketplace.orders import selectors, services
from marketplace.orders.forms import CheckoutForm
from tenants.requests import ViewerRequest

PLACED = "placed"
PLACED_KEPT = 20
PER_PAGE = 20


@require_http_methods(["GET", "POST"])
def checkout(request: ViewerRequest) -> HttpResponse:
    """Ask where it goes, then place the order of the cart once; a refusal shows the form again as it was typed."""
    placed = request.session.get(PLACED, {}).get(request.POST.get("key", ""))
    if placed:
        return redirect("orders:order", placed)
    cart = selectors.cart(shop.cart_of(request.session))
    if not cart.lines:
        return redirect("orders:cart")
    if request.method != "POST":
        return _page(request, CheckoutForm(initial=_initial(request), provinces=_provinces()), cart)
    form = CheckoutForm(request.POST, provinces=_provinces())
    if not form.is_valid():
        return _page(request, form, cart, status=422)
    return _placed(request, form, cart)


@require_GET
def own_orders(request: ViewerRequest) -> HttpResponse:
    """The orders and quotes of the address that the viewer signed in with."""
    if request.viewer.account is None:
        return redirect(f"/akun/login/?next={request.path}")
    state = request.GET.get("state", "")
    found = selectors.orders_of(request.viewer.email, state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today(settings.TIME_ZONE)
    shown = {
        "page": page,
        "orders": [selectors.summary(each) for each in page],
        "state": state if state in selectors.PART_IN else "",
        "quotes": [(each, each.state_on(today)) for each in selectors.quotes_of(request.viewer.email)[:PER_PAGE]],
    }
    return render(request, "orders/own_orders.html", {**shop.frame(request.session), **shown})


def _placed(request: ViewerRequest, form: CheckoutForm, cart: selectors.Cart) -> HttpResponse:
    lines = [
        {"prison": each.listing.prison_code, "product": each.listing.product_code, "quantity": each.pieces}
        for each in cart.lines
    ]
    try:
        viewer = request.viewer
        result = services.place_order(form.request(lines), by=viewer.actor, verified_email=viewer.email)
    except DomainError as error:
        _blame(form, error)
        return _page(request, form, cart, status=status_of(error))
    kept = list(request.session.get(PLACED, {}).items())[1 - PLACED_KEPT :]
    request.session[PLACED] = {**dict(kept), form.cleaned_data["key"]: result["id"]}
    shop.remember_cart(request.session, {})
    return redirect("orders:order", result["id"])


def _blame(form: CheckoutForm, error: DomainError) -> None:
    """Put the refusal at the field that the buyer can mend, the citation with it."""
    field = error.field.rpartition(".")[2]
    said = f"{error.rule} ({error.citation})" if error.citation else str(error.rule)
    form.add_error(field if field in form.fields else None, said)
    if error.code == "key-reused":
        form.data = {**form.data.dict(), "key": _key()}  # type: ignore[attr-defined]


def _provinces() -> list[tuple[str, str]]:
    return sorted(catalogue.province_names().items(), key=lambda one: one[1])


def _initial(request: ViewerRequest) -> dict[str, Any]:
    viewer = request.viewer
    return {"key": _key(), "country": shop.country_of(request.session), "email": viewer.email, "name": viewer.name}


def _key() -> str:
    return uuid.uuid4().hex


def _page(request: ViewerRequest, form: CheckoutForm, cart: selectors.Cart, status: int = 200) -> HttpResponse:
    page = {"form": form, "cart": cart, "submit_label": _("Place the order")}
    return render(request, "orders/checkout.html", {**shop.frame(request.session), **page}, status=status)
