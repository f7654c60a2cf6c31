"""Owns complaining at the kiosk: two taps, with or without a name, and what became of it by its receipt."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms_complaints import CATEGORY_LABELS, fresh_key
from programs.records.forms import tell_refusal
from programs.records.selectors import staff_here
from tenants.requests import ViewerRequest
from workspace.kiosk import session, throttle
from workspace.kiosk.forms import KioskComplaintForm, ReceiptForm

ICONS = {
    "safety": "hard-hat",
    "treatment": "hand-heart",
    "work": "hammer",
    "money": "wallet",
    "health": "heart-pulse",
    "other": "circle-ellipsis",
}


@never_cache
@require_safe
def categories(request: ViewerRequest) -> HttpResponse:
    """The first tap: what it is about. Without signing in it is anonymous."""
    kinds = [(code, label, ICONS[code]) for code, label in CATEGORY_LABELS.items()]
    return _page(request, "categories", categories=kinds)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SendPage(View):
    """The second tap: send, with words or without."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form of a category (`?kategori=`)."""
        category = request.GET.get("kategori", "")
        if category not in CATEGORY_LABELS:
            return _kept(request, redirect("workspace:kiosk-complain"))
        begun = session.begun(request)
        initial = {"category": category, "about": "nobody", "key": fresh_key(), "begun": begun}
        form = KioskComplaintForm(initial=initial, officers=_officers(), is_guest=bool(begun))
        return self._form(request, form, category)

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Receive it and show the receipt; or say why not, and nothing typed is lost."""
        who = session.writer(request, request.POST.get("begun", ""))
        form = KioskComplaintForm(request.POST, officers=_officers(), is_guest=who is not None)
        if not form.is_valid():
            return self._form(request, form, request.POST.get("category", ""), status=422)
        person = None if form.cleaned_data.get("anonymous") else who
        try:
            throttle.check("complaint", request.kiosk)
            filed = services.file_complaint(person=person, **form.wish())
        except DomainError as error:
            tell_refusal(form, error)
            return self._form(request, form, form.cleaned_data["category"], status=status_of(error))
        throttle.count("complaint", request.kiosk)
        return _page(request, "sent", filed=filed)

    def _form(self, request: ViewerRequest, form: Any, category: str, *, status: int = 200) -> HttpResponse:
        label = CATEGORY_LABELS.get(category, "")
        return _page(request, "complain", form=form, category=label, is_writing=True, status=status)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ReceiptPage(View):
    """What became of a complaint, for whoever has its receipt. It is posted: a receipt stands in no address."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The receipt is asked for."""
        return _page(request, "receipt", form=ReceiptForm())

    def post(self, request: ViewerRequest) -> HttpResponse:
        """State, due date and answer; or that there is no such receipt."""
        form = ReceiptForm(request.POST)
        found = None
        if form.is_valid():
            try:
                throttle.check("receipt", request.kiosk)
                found = selectors.receipt(form.cleaned_data["receipt"])
            except DomainError as error:
                form.add_error(None, error.rule)
        if found is None:
            throttle.count("receipt", request.kiosk)
        is_unknown = found is None and not form.errors
        return _page(request, "receipt", form=form, found=found, is_unknown=is_unknown, status=200 if found else 422)


def _officers() -> list[tuple[str, str]]:
    return [(str(each.account), each.name) for each in staff_here()]


def _page(request: ViewerRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"is_guest": session.touched(request) is not None, **context}
    return _kept(request, render(request, f"workspace/kiosk/{name}.html", shown, status=status))


def _kept(request: ViewerRequest, response: HttpResponse) -> HttpResponse:
    """A look at these pages is a touch, too, for who is signed in."""
    touch = session.touched(request)
    return session.remember(response, request, touch) if touch else response
