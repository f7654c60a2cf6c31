"""Owns the pages of goods between prisons: sent from stock, inspected on arrival, settled by the sender, with a paper."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError, Refused
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.workshop import selectors
from programs.workshop.forms.consignments import REFUSAL_LABELS, ArrivalForm, DispatchForm, RefuseForm, SettleForm
from programs.workshop.papers import delivery_note
from programs.workshop.services import consignments as services
from programs.workshop.views.places import READERS, here, product_titles
from tenants.requests import ViewerRequest
from tenants.selectors import consignments as known
from tenants.selectors import names_of

MAY = ("head", "officer")
INSPECTORS = ("head", "officer", "verifier")
SHOWN = 50


@never_cache
@require_safe
def consignment_list(request: ViewerRequest) -> HttpResponse:
    """What is on the way here, what was sent from here, and what of it waits."""
    request.viewer.require_here(*READERS)
    coming, sent = known.arrivals(services.KIND)[:SHOWN], known.dispatches(services.KIND)[:SHOWN]
    names = names_of({row.sender_code for row in coming} | {row.receiver_code for row in sent})
    titles, done = product_titles(here(request).code), selectors.settled(sent)
    context = {
        "arrivals": [(row, names.get(row.sender_code, ""), titles.get(row.goods["product"], "")) for row in coming],
        "sent": [
            (row, names.get(row.receiver_code, ""), titles.get(row.goods["product"], ""), row.pk in done)
            for row in sent
        ],
        "may_send": _may(request, MAY),
    }
    return render(request, "workshop/consignment_list.html", context)


@method_decorator(never_cache, name="dispatch")
class DispatchPage(View):
    """Send pieces of a lot to another prison."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form."""
        request.viewer.require_here(*MAY)
        return self._page(request, self._form(request))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Send, or say on the form why not."""
        request.viewer.require_here(*MAY)
        form = self._form(request, request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            sent = services.dispatch_lot(**form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, status=status_of(error))
        messages.success(request, _("The pieces are in transit. Print the delivery note and put it with them."))
        return _to(sent)

    def _form(self, request: ViewerRequest, *args: object) -> DispatchForm:
        titles = product_titles(here(request).code)
        lots = [
            (row.lot, f"{row.code} · {titles.get(row.product_code, row.product_code)} · {row.pieces}")
            for row in selectors.sendable_lots()
        ]
        return DispatchForm(*args, lots=lots, prisons=known.other_prisons())

    def _page(self, request: ViewerRequest, form: DispatchForm, status: int = 200) -> HttpResponse:
        return render(request, "workshop/consignment_send.html", {"form": form}, status=status)


@never_cache
@require_safe
def consignment(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """One consignment: what was sent, what came of it, and what is to be done next."""
    request.viewer.require_here(*READERS)
    return _page(request, consignment)


@never_cache
@require_POST
def receive(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """The verdict on an arrival, or its form with what is wrong."""
    request.viewer.require_here(*INSPECTORS)
    form = ArrivalForm(request.POST)
    done = _("Received. Accepted pieces are in stock; the sender sees what was rejected or is missing.")
    return _act(request, consignment, form, services.receive_lot, done)


@never_cache
@require_POST
def refuse(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """The whole consignment is refused."""
    request.viewer.require_here(*INSPECTORS)
    form = RefuseForm(request.POST)
    services.refuse_lot(consignment, refusal=form["refusal"].value() or "", by=request.viewer.actor)
    messages.success(request, _("Refused. The sender sees the reason."))
    return _to(consignment)


@never_cache
@require_POST
def settle(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """What the sender does with the pieces that were not accepted."""
    request.viewer.require_here(*MAY)
    return _act(request, consignment, SettleForm(request.POST), services.settle_dispatch, _("Settled."))


@require_POST
def recall(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """Everything comes back while it is on its way."""
    request.viewer.require_here(*MAY)
    services.recall_lot(consignment, by=request.viewer.actor)
    messages.success(request, _("The pieces are in the workshop again."))
    return _to(consignment)


@never_cache
@require_safe
def note(request: ViewerRequest, consignment: UUID) -> HttpResponse:
    """The delivery note as PDF: codes, pieces and price, no person."""
    request.viewer.require_here(*READERS)
    row = known.consignment(consignment, kind=services.KIND)
    places = names_of({row.sender_code, row.receiver_code})
    title = product_titles(here(request).code).get(row.goods["product"], row.goods["product"])
    made = delivery_note(row, places=places, product=title, place=here(request))
    name = f"surat-jalan-{str(row.pk)[:8]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _act(request: ViewerRequest, consignment: UUID, form: forms.Form, act: object, done: str) -> HttpResponse:
    if not form.is_valid():
        return _page(request, consignment, form, status=422)
    try:
        act(consignment, **form.cleaned_data, by=request.viewer.actor)  # type: ignore[operator]
    except Refused as error:
        tell_refusal(form, error)
        return _page(request, consignment, form, status=status_of(error))
    messages.success(request, done)
    return _to(consignment)


def _page(request: ViewerRequest, pk: UUID, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    row = known.consignment(pk, kind=services.KIND)
    is_sender, names = row.sender_code == here(request).code, names_of({row.sender_code, row.receiver_code})
    sent, outcome = row.goods["pieces"], row.outcome or {}
    rest = sent - outcome.get("accepted", 0)
    context = {
        "row": row,
        "is_sender": is_sender,
        "sender": names.get(row.sender_code, ""),
        "receiver": names.get(row.receiver_code, ""),
        "product": product_titles(here(request).code).get(row.goods["product"], row.goods["product"]),
        "total": sent * row.goods["price"],
        "refusal": REFUSAL_LABELS.get(row.refusal, ""),
        "lot": None if is_sender else selectors.arrived_lot(pk),
        "is_settled": bool(selectors.settled([row])) if is_sender else False,
        "rest": rest,
        "may_send": _may(request, MAY),
        "may_inspect": _may(request, INSPECTORS),
        "arrival_form": form if isinstance(form, ArrivalForm) else ArrivalForm(initial={"accepted": sent}),
        "settle_form": form if isinstance(form, SettleForm) else _settling(row, rest),
        "refuse_form": RefuseForm(),
    }
    return render(request, "workshop/consignment.html", context, status=status)


def _settling(row: known.Consignment, rest: int) -> SettleForm:
    back = rest if row.refused_at else (row.outcome or {}).get("rejected", 0)
    return SettleForm(initial={"back": back, "written_off": rest - back})


def _may(request: ViewerRequest, roles: tuple[str, ...]) -> bool:
    return bool(request.viewer.roles_here.intersection(roles))


def _to(consignment: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("workshop:consignment", args=[consignment]))
