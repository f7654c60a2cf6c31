"""Owns the staff's pages of orders on a prison's host: its own parts, never a buyer's name or address (rule 20)."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import DomainError
from core.file_responses import served
from core.middleware import status_of
from marketplace.orders import selectors, services
from marketplace.orders.forms import TransferForm
from tenants.requests import ViewerRequest

READERS = ("head", "verifier", "treasurer", "officer", "cooperative")
PROOF_READERS = ("head", "verifier", "treasurer")  # a proof shows whose account paid
SELLER_READERS = frozenset({"head", "treasurer", "verifier"})
PER_PAGE = 30


@require_GET
def parts(request: ViewerRequest) -> HttpResponse:
    """What buyers ordered from this prison."""
    request.viewer.require_here(*READERS)
    page = Paginator(selectors.parts(), PER_PAGE).get_page(request.GET.get("page"))
    may_see_seller = bool(request.viewer.roles_here & SELLER_READERS)
    waiting = selectors.waiting_quotes().count()
    shown = {"page": page, "may_see_seller": may_see_seller, "waiting_quotes": waiting}
    return render(request, "orders/parts.html", shown)


@require_GET
def part(request: ViewerRequest, part: uuid.UUID) -> HttpResponse:
    """One part: lines, money, what is to be done next and by whom."""
    request.viewer.require_here(*READERS)
    return _page(request, part, TransferForm())


@require_http_methods(["POST"])
def confirm(request: ViewerRequest, part: uuid.UUID) -> HttpResponse:
    """The treasurer confirms the transfer that the bank's statement shows."""
    request.viewer.require_here("treasurer")
    request.viewer.require_full_factor()
    form = TransferForm(request.POST)
    if not form.is_valid():
        return _page(request, part, form, status=422)
    entered = form.cleaned_data
    try:
        services.confirm_transfer(part, **entered, by=request.viewer.actor)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        return _page(request, part, form, status=status_of(error))
    messages.success(request, _("The transfer is confirmed. The sale is entered in the ledger shortly."))
    return redirect("orders:part", part)


@require_POST
def ship(request: ViewerRequest, part: uuid.UUID) -> HttpResponse:
    """An officer notes that the part was handed to the carrier."""
    request.viewer.require_here("officer")
    services.ship_part(part, by=request.viewer.actor)
    messages.success(request, _("The part is noted as shipped."))
    return redirect("orders:part", part)


@require_GET
def proof(request: ViewerRequest, part: uuid.UUID, proof: uuid.UUID) -> FileResponse:
    """What the buyer handed in as proof, for those who compare it with the statement."""
    request.viewer.require_here(*PROOF_READERS)
    return served(selectors.proof_of_part(part, proof))


def _page(request: ViewerRequest, part: uuid.UUID, form: TransferForm, status: int = 200) -> HttpResponse:
    found = selectors.part(part)
    roles = request.viewer.roles_here
    page = {
        "part": found,
        "form": form,
        "may_confirm": "treasurer" in roles and found.state == "awaiting_payment",
        "may_see_proofs": bool(roles.intersection(PROOF_READERS)),
        "may_ship": "officer" in roles and found.state == "paid",
    }
    return render(request, "orders/part.html", page, status=status)
