"""Owns the pages on which a person is sent to another prison, arrives here, or comes back because they did not arrive."""

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

from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors as people
from programs.records.forms import tell_refusal
from programs.records.selectors import local_today
from tenants.requests import ViewerRequest
from tenants.selectors import consignments as known
from tenants.selectors import names_of
from tenants.services.consignments import ENVELOPE_DAYS
from workspace import transfers
from workspace.transfer_forms import REASON_LABELS, REFUSAL_LABELS, ReceiveForm, RefuseForm, SendForm

MAY = ("head", "officer")
SHOWN = 50


@never_cache
@require_safe
def transfer_list(request: ViewerRequest) -> HttpResponse:
    """Who is on the way here, by code and day only, and how those who were sent fared."""
    request.viewer.require_here(*MAY)
    arrivals, sent = known.arrivals(transfers.KIND)[:SHOWN], known.dispatches(transfers.KIND)[:SHOWN]
    people_sent = people.sent_with(row.pk for row in sent)
    names = names_of({row.sender_code for row in arrivals} | {row.receiver_code for row in sent})
    context = {
        "days": ENVELOPE_DAYS,
        "arrivals": [(row, names.get(row.sender_code, row.sender_code)) for row in arrivals],
        "sent": [
            (row, names.get(row.receiver_code, ""), REFUSAL_LABELS.get(row.refusal, ""), people_sent.get(row.pk))
            for row in sent
        ],
    }
    return render(request, "workspace/transfer_list.html", context)


@method_decorator(never_cache, name="dispatch")
class SendPage(View):
    """What goes along and what does not, and where to."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, for today."""
        request.viewer.require_here(*MAY)
        return self._page(request, person, self._form(initial={"on": local_today()}))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Send, or say on the form why not."""
        request.viewer.require_here(*MAY)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(request, person, form, status=422)
        try:
            transfers.send_person(person, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, person, form, status=status_of(error))
        messages.success(
            request, _("The person is on the way. Until the other prison has received them, you can take it back.")
        )
        return HttpResponseRedirect(reverse("workspace:transfer-list"))

    def _form(self, *args: object, **kwargs: object) -> SendForm:
        return SendForm(*args, **kwargs, prisons=known.other_prisons())

    def _page(self, request: ViewerRequest, person: int, form: SendForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "person": people.person(person), "days": ENVELOPE_DAYS}
        return render(request, "workspace/transfer_send.html", context, status=status)


@never_cache
@require_POST
def open_envelope(request: ViewerRequest, envelope: UUID) -> HttpResponse:
    """What the envelope holds, and the choice to receive or refuse; the look is recorded."""
    request.viewer.require_here(*MAY)
    return _opened(request, envelope, ReceiveForm(initial={"on": local_today()}))


@never_cache
@require_POST
def receive(request: ViewerRequest, envelope: UUID) -> HttpResponse:
    """The person has arrived, or the form says why not."""
    request.viewer.require_here(*MAY)
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        return _opened(request, envelope, form, status=422)
    try:
        person = transfers.receive_person(envelope, **form.cleaned_data, by=request.viewer.actor)
    except DomainError as error:
        if error.code in {"consignment-ended", "consignment-unknown", "envelope-unfit", "envelope-broken"}:
            raise
        tell_refusal(form, error)
        return _opened(request, envelope, form, status=status_of(error))
    messages.success(request, _("The person is held here. Ask for consents anew, and assess risk and health."))
    return HttpResponseRedirect(reverse("people:detail", args=[person]))


@require_POST
def refuse(request: ViewerRequest, envelope: UUID) -> HttpResponse:
    """The person does not arrive; the sender sees why."""
    request.viewer.require_here(*MAY)
    form = RefuseForm(request.POST)
    transfers.refuse_person(envelope, refusal=form["refusal"].value() or "", by=request.viewer.actor)
    messages.success(request, _("Refused. The sender sees the reason and holds the person again."))
    return HttpResponseRedirect(reverse("workspace:transfer-list"))


@require_POST
def take_back(request: ViewerRequest, envelope: UUID) -> HttpResponse:
    """The person who was sent is held here again."""
    request.viewer.require_here(*MAY)
    person = transfers.take_back(envelope, by=request.viewer.actor)
    messages.success(request, _("The person is held here again, with their premi."))
    return HttpResponseRedirect(reverse("people:detail", args=[person]))


def _opened(request: ViewerRequest, envelope: UUID, form: forms.Form, status: int = 200) -> HttpResponse:
    arrival = transfers.open_arrival(envelope, by=request.viewer.actor)
    context = {
        "form": form,
        "refuse_form": RefuseForm(),
        "arrival": arrival,
        "origin": names_of({arrival.origin}).get(arrival.origin, arrival.origin),
        "reason": REASON_LABELS.get(arrival.reason, ""),
    }
    return render(request, "workspace/transfer_open.html", context, status=status)
