"""Owns the buyer's pages of a quote: ask a prison for one, see its answer by the secret link, accept or decline."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import shop
from marketplace.orders import selectors, services
from marketplace.orders.forms import DeliveryForm, QuoteForm
from tenants.requests import ViewerRequest


@require_http_methods(["GET", "POST"])
def ask(request: ViewerRequest, prison: str, code: str) -> HttpResponse:
    """Ask a prison for a price for many pieces, or for what is not in stock; a refusal keeps what was typed."""
    listing = catalogue.listing(prison, code)
    if request.method != "POST":
        return _ask_page(request, listing, QuoteForm(initial=_initial(request)))
    form = QuoteForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, listing, form, status=422)
    viewer = request.viewer
    try:
        asked = services.ask_quote(
            prison=prison, product=code, **form.cleaned_data, by=viewer.actor, verified_email=viewer.email
        )
    except DomainError as error:
        _blame(form, error)
        return _ask_page(request, listing, form, status=status_of(error))
    messages.success(
        request, _("The prison has your question. Keep the address of this page; the answer is mailed too.")
    )
    return redirect("orders:quote", asked["id"])


@require_GET
def quote(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """A quote by its secret link: what was asked, what the prison answered, what can be done."""
    return _page(request, quote)


@require_POST
def accept(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """Make the order of an answered quote, once; a refusal keeps what was typed."""
    found = selectors.quote_view(quote)
    form = _delivery(found, request.POST)
    if not form.is_valid():
        return _page(request, quote, form, status=422)
    viewer = request.viewer
    try:
        placed = services.accept_quote(quote, ship_to=form.cleaned_data, by=viewer.actor, verified_email=viewer.email)
    except DomainError as error:
        _blame(form, error)
        return _page(request, quote, form, status=status_of(error))
    return redirect("orders:order", placed["id"])


@require_POST
def decline(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """Do not take the answer."""
    services.decline_quote(quote, by=request.viewer.actor)
    messages.success(request, _("You declined the quote. Nothing was ordered."))
    return redirect("orders:quote", quote)


def _blame(form: QuoteForm | DeliveryForm, error: DomainError) -> None:
    """Put the refusal at the field that the buyer can mend, the citation with it."""
    field = error.field.rpartition(".")[2]
    said = f"{error.rule} ({error.citation})" if error.citation else str(error.rule)
    form.add_error(field if field in form.fields else None, said)
    if error.code == "key-reused" and isinstance(form, QuoteForm):
        form.data = {**form.data.dict(), "key": uuid.uuid4().hex}  # type: ignore[attr-defined]


def _initial(request: ViewerRequest) -> dict[str, Any]:
    viewer = request.viewer
    wanted = request.GET.get("pieces", "")
    pieces = int(wanted) if wanted.isdecimal() and len(wanted) < len("1000000") else None
    known = {"name": viewer.name, "email": viewer.email, "country": shop.country_of(request.session)}
    return {"quantity": pieces, "key": uuid.uuid4().hex, **known}


def _delivery(found: Any, sent: Any = None) -> DeliveryForm:
    is_home = found.country == "ID"
    provinces = sorted(catalogue.province_names().items(), key=lambda one: one[1]) if is_home else ()
    return DeliveryForm(sent, provinces=provinces)


def _ask_page(request: ViewerRequest, listing: Any, form: QuoteForm, status: int = 200) -> HttpResponse:
    page = {"listing": listing, "form": form}
    return render(request, "orders/quote_ask.html", {**shop.frame(request.session), **page}, status=status)


def _page(
    request: ViewerRequest, quote: uuid.UUID, form: DeliveryForm | None = None, status: int = 200
) -> HttpResponse:
    found = selectors.quote_view(quote)
    page = {
        "quote": found,
        "state": found.state_on(clock.today(settings.TIME_ZONE)),
        "form": form or _delivery(found),
    }
    return render(request, "orders/quote.html", {**shop.frame(request.session), **page}, status=status)
