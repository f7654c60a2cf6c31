"""Owns the page of food licences on a prison's host: cooperative or treasurer enter them, another person verifies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.errors import DomainError, Refused
from core.middleware import status_of
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import services as stock
from marketplace.orders.forms import LicenceForm, ProductForm
from programs.library.selectors import adopted_programs
from tenants.requests import ViewerRequest
from tenants.viewer import Place

ENTERERS = ("cooperative", "treasurer")
READERS = (*ENTERERS, "head", "verifier", "officer")
VERIFIERS = (*ENTERERS, "head", "verifier")


@dataclass(frozen=True)
class FoodRow:
    """One food that the prison's programmes make, its licence if there is one, and the form for it."""

    product: Any
    licence: Any
    is_valid: bool
    form: LicenceForm


@require_http_methods(["GET", "POST"])
def licences(request: ViewerRequest) -> HttpResponse:
    """Every food of the prison with its licence; a POST enters one, and a refusal keeps what was typed."""
    request.viewer.require_here(*READERS)
    if request.method != "POST":
        return _page(request)
    request.viewer.require_here(*ENTERERS)
    form = LicenceForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        stock.enter_licence(_place(request).code, **form.cleaned_data, by=request.viewer.actor)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        return _page(request, form, status=status_of(error))
    messages.success(request, _("The licence is entered; another person verifies it now."))
    return redirect("orders:licences")


@require_POST
def verify(request: ViewerRequest) -> HttpResponse:
    """Another person than the one who entered it has seen the papers."""
    request.viewer.require_here(*VERIFIERS)
    form = ProductForm(request.POST)
    if not form.is_valid():
        rule = _("Choose the product whose papers you have seen.")
        raise Refused(code="product-malformed", field="product", value="", rule=rule)
    stock.verify_licence(_place(request).code, product=form.cleaned_data["product"], by=request.viewer.actor)
    messages.success(request, _("The licence is verified: the food may be released now."))
    return redirect("orders:licences")


def _page(request: ViewerRequest, sent: LicenceForm | None = None, status: int = 200) -> HttpResponse:
    roles = request.viewer.roles_here
    page = {
        "rows": _rows(_place(request), sent),
        "actor": request.viewer.actor,
        "may_enter": bool(roles.intersection(ENTERERS)),
        "may_verify": bool(roles.intersection(VERIFIERS)),
    }
    return render(request, "orders/licences.html", page, status=status)


def _rows(place: Place, sent: LicenceForm | None) -> list[FoodRow]:
    known, today = catalogue.licences_of(place.code), clock.today(place.timezone)
    foods = [each for program in adopted_programs(place.code) for each in program.products if each.is_food]
    return [_row(food, known.get(food.code), sent, today) for food in foods]


def _row(food: Any, licence: Any, sent: LicenceForm | None, today: date) -> FoodRow:
    if sent is not None and sent["product"].value() == food.code:
        form = sent
    else:
        facts = {"product": food.code, **_known(licence)}
        form = LicenceForm(initial=facts, auto_id=f"{food.code}-%s", kinds=stock.kinds_for(food.licences))
    return FoodRow(food, licence, licence is not None and licence.is_valid_on(today), form)


def _known(licence: Any) -> dict[str, Any]:
    fields = ("kind", "number", "valid_until", "halal_number", "halal_until")
    return {field: getattr(licence, field) for field in fields} if licence is not None else {}


def _place(request: ViewerRequest) -> Place:
    assert request.place is not None  # noqa: S101 - these pages exist on a prison's host only
    return request.place
