"""Owns the page of what was found about a person, risk, health and skill with their history, and who is kept apart."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from programs.people import selectors, services
from programs.people.forms.papers import ASSESSED_LABELS, LEVEL_LABELS, ApartForm, AssessmentForm
from programs.people.views.acting import PersonAct, person_of_card
from programs.people.views.lists import READERS, WRITERS, here
from tenants.requests import ViewerRequest


@never_cache
@require_GET
def findings(request: ViewerRequest, person: int) -> HttpResponse:
    """What holds today of each kind, what held before, and who is kept apart. Notes are for head and officers."""
    request.viewer.require_here(*READERS)
    day, rows = clock.today(here(request).timezone), selectors.assessments(person)
    words = [(row, ASSESSED_LABELS[row.kind], LEVEL_LABELS[row.level], row.is_open_on(day)) for row in rows]
    context = {
        "person": selectors.person(person),
        "standing": selectors.standing(person, day),
        "findings": words,
        "apart": [(each, each.row.is_open_on(day)) for each in selectors.kept_apart(person)],
        "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
    }
    return render(request, "people/findings.html", context)


class AssessmentPage(PersonAct):
    """Record a finding; the one before it ends."""

    form_class = AssessmentForm
    leads_to = "people:findings"
    title = gettext_lazy("Record a finding")
    intro = gettext_lazy("It holds from that day on; the finding of the same kind before it ends there.")
    submit = gettext_lazy("Record it")
    done = gettext_lazy("The finding is recorded.")

    def form(self, request: ViewerRequest, person: int, **kwargs: Any) -> forms.Form:
        """With the levels of each kind."""
        return AssessmentForm(**(kwargs or {"initial": self.initial(request, person)}), levels=selectors.LEVELS)

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Record."""
        kind, _colon, level = given.pop("level").partition(":")
        services.record_assessment(person, kind=kind, level=level, **given, by=request.viewer.actor)


class ApartPage(PersonAct):
    """Two who may not meet."""

    form_class = ApartForm
    leads_to = "people:findings"
    title = gettext_lazy("Keep apart from somebody")
    intro = gettext_lazy("Both pages show it, and no register may hold both at one time.")
    submit = gettext_lazy("Keep them apart")
    done = gettext_lazy("They are kept apart.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Enter the pair."""
        given["other"] = person_of_card(given["other"])
        services.keep_apart(person, **given, by=request.viewer.actor)


@require_POST
def end_apart(request: ViewerRequest, person: int, pair: int) -> HttpResponse:
    """The two may meet again from today."""
    request.viewer.require_here(*WRITERS)
    today = clock.today(here(request).timezone)
    services.end_apart(pair, on=today, by=request.viewer.actor, person=person)
    messages.success(request, _("They may meet again."))
    return HttpResponseRedirect(reverse("people:findings", args=[person]))
