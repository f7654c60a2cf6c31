"""Owns the page of a day: its sessions in order, the list that closes it, and the way back for the head."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import clock
from core.errors import DomainError, NotFound
from core.middleware import status_of
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import asked
from programs.workshop.views.places import READERS, here, program_titles
from programs.workshop.views.regime import PLANNERS
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class DayPage(View):
    """A day's list; the second half closes the day."""

    def get(self, request: ViewerRequest, day: str) -> HttpResponse:
        """As it stands."""
        request.viewer.require_here(*READERS)
        return _page(request, _day(day))

    def post(self, request: ViewerRequest, day: str) -> HttpResponse:
        """Close the day, or say what is left."""
        request.viewer.require_here(*PLANNERS)
        asked_for = _day(day)
        try:
            services.close_day(asked_for, by=request.viewer.actor)
        except DomainError as error:
            return _page(request, asked_for, status_of(error), error=error)
        messages.success(request, _("The day is closed."))
        return HttpResponseRedirect(reverse("workshop:day", args=[day]))


@require_POST
def reopen(request: ViewerRequest, day: str) -> HttpResponse:
    """Open a closed day again, for a reason, with the full factor."""
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    asked_for, form = _day(day), forms.ReasonForm(request.POST)

    def act() -> str:
        services.reopen_day(asked_for, reason=form.cleaned_data["reason"], by=request.viewer.actor)
        messages.success(request, _("The day is open again. Close it when it is put right."))
        return reverse("workshop:day", args=[day])

    return asked(form, act, lambda form, status: _page(request, asked_for, status, reopen=form))


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        rule = _("There is no such day.")
        raise NotFound(code="day-unknown", field="day", value=told[:20], rule=rule) from None


def _page(request: ViewerRequest, day: date, status: int = 200, **told: object) -> HttpResponse:
    titles, found = program_titles(here(request).code), selectors.day_list(day)
    roles = request.viewer.roles_here
    has_come = day <= clock.today(here(request).timezone)
    context = {
        "day": day,
        "list": found,
        "rows": [(session, titles.get(session.program_code, session.program_code)) for session in found.sessions],
        "may_close": has_come and found.closed is None and bool(roles.intersection(PLANNERS)),
        "may_reopen": found.closed is not None and "head" in roles,
        "may_read_incidents": bool(roles.intersection(("head", "officer", "instructor", "verifier"))),
        "reopen": forms.ReasonForm(),
        **told,
    }
    return render(request, "workshop/day.html", context, status=status)
