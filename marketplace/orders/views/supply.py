"""Owns what a prison does for its listings: releasing stock, taking it back, and its seller of record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError, Refused
from core.middleware import status_of
from marketplace.catalogue import selectors as catalogue
from marketplace.catalogue import services as stock
from marketplace.orders.forms import AccountForm, SellerForm, StockForm
from tenants.requests import ViewerRequest
from tenants.viewer import Place

SELLER_ROLES = ("head", "treasurer")


@require_POST
def release(request: ViewerRequest) -> HttpResponse:
    """Offer pieces that lie in the workshop."""
    sent = _read(request)
    place, by = _place(request), request.viewer.actor
    listing = stock.release_stock(place, sent["product"], sent["pieces"], by=by, key=sent["key"])
    found = {"product": listing.title, "available": listing.available}
    messages.success(request, _("%(product)s: %(available)d pieces are now on offer.") % found)
    return redirect("workshop:stock")


@require_POST
def take_back(request: ViewerRequest) -> HttpResponse:
    """Take free pieces off the market."""
    sent = _read(request)
    listing = stock.take_back(_place(request), sent["product"], sent["pieces"], by=request.viewer.actor)
    found = {"product": listing.title, "available": listing.available}
    messages.success(request, _("%(product)s: %(available)d pieces are now on offer.") % found)
    return redirect("workshop:stock")


@require_http_methods(["GET", "POST"])
def seller(request: ViewerRequest) -> HttpResponse:
    """Who sells for this prison; head or treasurer name the seller when there is none."""
    request.viewer.require_here(*SELLER_ROLES, "verifier")
    if request.method != "POST":
        return _seller_page(request, SellerForm())
    request.viewer.require_here(*SELLER_ROLES)
    request.viewer.require_full_factor()
    form = SellerForm(request.POST)
    return _entered(request, form, stock.open_seller, _("The seller of record is entered."))


@require_POST
def account(request: ViewerRequest) -> HttpResponse:
    """Head or treasurer enter the institution's bank account."""
    request.viewer.require_here(*SELLER_ROLES)
    request.viewer.require_full_factor()
    form = AccountForm(request.POST)
    return _entered(request, form, stock.enter_account, _("The account is entered; another person verifies it now."))


@require_POST
def verify(request: ViewerRequest) -> HttpResponse:
    """Another person than the one who entered it verifies the account."""
    request.viewer.require_here(*SELLER_ROLES, "verifier")
    request.viewer.require_full_factor()
    kind = request.POST.get("kind", "satker")
    stock.verify_seller(_place(request).code, kind=kind, by=request.viewer.actor)
    messages.success(request, _("The account is verified: buyers are told to pay into it."))
    return redirect("orders:seller")


def _entered(
    request: ViewerRequest, form: SellerForm | AccountForm, act: Callable[..., object], said: str
) -> HttpResponse:
    if not form.is_valid():
        return _seller_page(request, form, status=422)
    try:
        act(_place(request).code, **form.cleaned_data, by=request.viewer.actor)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        return _seller_page(request, form, status=status_of(error))
    messages.success(request, said)
    return redirect("orders:seller")


def _seller_page(request: ViewerRequest, form: SellerForm | AccountForm, status: int = 200) -> HttpResponse:
    accounts = [(seller, _account_form(seller.kind, form)) for seller in catalogue.sellers_of(_place(request).code)]
    page = {
        "accounts": accounts,
        "form": form if isinstance(form, SellerForm) else SellerForm(),
        "actor": request.viewer.actor,
        "may_enter": bool(request.viewer.roles_here.intersection(SELLER_ROLES)),
        "may_add": len(accounts) < len(SellerForm.KINDS),
    }
    return render(request, "orders/seller.html", page, status=status)


def _account_form(kind: str, sent: SellerForm | AccountForm) -> AccountForm:
    """The form that was sent for this seller, or an empty one."""
    if isinstance(sent, AccountForm) and sent["kind"].value() == kind:
        return sent
    return AccountForm(initial={"kind": kind}, auto_id=f"{kind}-%s")


def _read(request: ViewerRequest) -> dict[str, Any]:
    request.viewer.require_here("officer", "head")
    form = StockForm(request.POST)
    if not form.is_valid():
        rule = _("Enter a product and a whole number of pieces from 1 to 1,000,000.")
        raise Refused(code="pieces-malformed", field="pieces", value=request.POST.get("pieces", "")[:40], rule=rule)
    return form.cleaned_data


def _place(request: ViewerRequest) -> Place:
    assert request.place is not None  # noqa: S101 - these pages exist on a prison's host only
    return request.place
