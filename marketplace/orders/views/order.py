"""Owns the buyer's page of one order, by its secret link: how to pay each part, and the proofs handed in for it."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.errors import DomainError
from core.file_responses import served
from core.middleware import status_of
from marketplace.catalogue import shop
from marketplace.orders import selectors, services
from marketplace.orders.forms import ProofForm
from tenants.requests import ViewerRequest


@require_GET
def order(request: ViewerRequest, order: uuid.UUID) -> HttpResponse:
    """An order by its secret link: its parts, how to pay each, the evidence that is missing; never the address."""
    return _page(request, order)


@require_POST
def attach(request: ViewerRequest, order: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """Take a proof of the transfer for a part; a file that may not be kept shows the page again with the reason."""
    form = ProofForm(request.POST, request.FILES, auto_id=_auto_id(part))
    if not form.is_valid():
        return _page(request, order, sent=(part, form), status=422)
    file = form.cleaned_data["file"]
    try:
        services.attach_proof(order, part, file, name=file.name, by=request.viewer.actor)
    except DomainError as error:
        if error.field not in form.fields:
            raise
        form.add_error(error.field, str(error.rule))
        return _page(request, order, sent=(part, form), status=status_of(error))
    messages.success(request, _("The proof has arrived. The treasurer compares it with the bank's statement."))
    return redirect("orders:order", order)


@require_GET
def proof(request: ViewerRequest, order: uuid.UUID, proof: uuid.UUID) -> FileResponse:
    """A proof that was handed in for this order, for whoever holds its link."""
    return served(selectors.proof_of_order(order, proof))


def _page(
    request: ViewerRequest, order: uuid.UUID, *, sent: tuple[uuid.UUID, ProofForm] | None = None, status: int = 200
) -> HttpResponse:
    view = selectors.order_view(order)
    forms = {part.pk: ProofForm(auto_id=_auto_id(part.pk)) for part in view.parts}
    forms |= dict([sent] if sent else [])
    page = {"view": view, "parts": [(part, forms[part.pk]) for part in view.parts]}
    return render(request, "orders/order.html", {**shop.frame(request.session), **page}, status=status)


def _auto_id(part: uuid.UUID) -> str:
    """Each part has a form on the page, and each form fields of its own."""
    return f"{part}-%s"
