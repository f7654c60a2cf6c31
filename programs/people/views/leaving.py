"""Owns the pages on which a person leaves the prison or is placed in assimilation, and the undoing of a mistake."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms import DayForm, LeaveForm
from programs.people.views.lists import WRITERS, here
from programs.people.views.person import to_person
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class LeavePage(View):
    """Release, transfer or death, on a day that has come."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, for today."""
        request.viewer.require_here(*WRITERS)
        return _page(request, "leave", person, LeaveForm(initial={"on": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Enter it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = LeaveForm(request.POST)
        if not form.is_valid():
            return _page(request, "leave", person, form, status=422)
        try:
            services.leave(person, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return _page(request, "leave", person, form, status=status_of(error))
        messages.success(request, _("The person has left; every programme ended with that day."))
        return to_person(person)


@method_decorator(never_cache, name="dispatch")
class AssimilationPage(View):
    """Placed in assimilation by the head, from a day on."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, from today."""
        request.viewer.require_here("head")
        return _page(request, "assimilation", person, DayForm(initial={"on": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Enter it, or say on the form why not."""
        request.viewer.require_here("head")
        form = DayForm(request.POST)
        if not form.is_valid():
            return _page(request, "assimilation", person, form, status=422)
        try:
            services.place_in_assimilation(person, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return _page(request, "assimilation", person, form, status=status_of(error))
        messages.success(request, _("The person is in assimilation from that day on."))
        return to_person(person)


@require_POST
def undo_leaving(request: ViewerRequest, person: int) -> HttpResponse:
    """The person did not leave after all."""
    request.viewer.require_here(*WRITERS)
    services.undo_leaving(person, by=request.viewer.actor)
    messages.success(request, _("The person is held again. Enrol them again for their programmes."))
    return to_person(person)


@require_POST
def undo_assimilation(request: ViewerRequest, person: int) -> HttpResponse:
    """The person was not placed in assimilation after all."""
    request.viewer.require_here("head")
    services.end_assimilation(person, by=request.viewer.actor)
    messages.success(request, _("The person is no longer entered as in assimilation."))
    return to_person(person)


def _page(request: ViewerRequest, name: str, person: int, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "person": selectors.person(person)}
    return render(request, f"people/{name}.html", context, status=status)
