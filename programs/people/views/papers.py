"""Owns the pages of decisions and overrides: one decree for many people, the head's overrides and those that ended."""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms.papers import GATE_LABELS, DecisionForm, OverrideForm
from programs.people.views.acting import PersonAct
from programs.people.views.lists import READERS, WRITERS, here, program_choices
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest

SOFT = ("decision", "clearance", "risk", "association", "places")
PAGE = 50
ID = re.compile(r"[0-9]{1,15}")


@method_decorator(never_cache, name="dispatch")
class DecisionsPage(View):
    """One decision of the board and one decree, entered once for everybody whom they name."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The convicted who have no decision for the program (`?program=`), each with a box."""
        request.viewer.require_here(*WRITERS)
        today = clock.today(here(request).timezone)
        initial = {"program": request.GET.get("program", ""), "board_on": today, "decree_on": today}
        return self._page(request, self._form(request, initial=initial), set())

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Enter the decision, and the clearance with it, for those who are ticked; all or none."""
        request.viewer.require_here(*WRITERS)
        form, chosen = self._form(request, data=request.POST), _ticked(request.POST)
        if form.is_valid() and not chosen:
            form.add_error(None, _("Tick at least one person."))
        if not form.is_valid():
            return self._page(request, form, chosen, status=422)
        try:
            today = clock.today(here(request).timezone)
            count = _entered(form.cleaned_data, sorted(chosen), today, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, chosen, status=status_of(error))
        told = ngettext(
            "The decision is recorded for %(n)d person.", "The decision is recorded for %(n)d people.", count
        )
        messages.success(request, told % {"n": count})
        return HttpResponseRedirect(reverse("people:list"))

    def _form(self, request: ViewerRequest, **kwargs: Any) -> DecisionForm:
        return DecisionForm(**kwargs, programs=program_choices(here(request).code))

    def _page(self, request: ViewerRequest, form: DecisionForm, chosen: set[int], status: int = 200) -> HttpResponse:
        place = here(request)
        programs = dict(program_choices(place.code))
        asked = str(form["program"].value() or "")
        program = asked if asked in programs else next(iter(programs), "")
        rows = list(selectors.without_decision(program, clock.today(place.timezone)))
        context = {"form": form, "rows": rows, "chosen": chosen, "program": program, "programs": programs}
        return render(request, "people/decisions.html", context, status=status)


def _ticked(posted: QueryDict) -> set[int]:
    return {int(value) for value in posted.getlist("person") if ID.fullmatch(value)}


def _entered(given: dict[str, Any], persons: list[int], today: date, *, by: str) -> int:
    """Both or none: the decision, and the clearance if one was chosen."""
    facts = services.DecisionFacts(**{name: given[name] for name in services.DecisionFacts.__dataclass_fields__})
    with transaction.atomic():
        services.record_decisions(persons, program=given["program"], facts=facts, by=by)
        if given["clearance"]:
            services.record_assessments(
                persons,
                kind="health",
                level=given["clearance"],
                starts=today,
                expires=given["expires"],
                by=by,
            )
    return len(persons)


@require_POST
def end_decision(request: ViewerRequest, person: int, decision: int) -> HttpResponse:
    """A decision no longer holds from today; who is enrolled stays."""
    request.viewer.require_here(*WRITERS)
    today = clock.today(here(request).timezone)
    services.end_decision(decision, on=today, by=request.viewer.actor, person=person)
    messages.success(request, _("The decision no longer holds."))
    return HttpResponseRedirect(reverse("people:detail", args=[person]))


@never_cache
@require_GET
def overrides(request: ViewerRequest) -> HttpResponse:
    """Enrolments whose override has ended and that somebody must decide on, then every override given."""
    request.viewer.require_here(*READERS)
    place = here(request)
    day, titles = clock.today(place.timezone), dict(program_choices(place.code))
    page = Paginator(selectors.overrides(), PAGE).get_page(request.GET.get("page"))
    context = {
        "undecided": [(each, *_words(each.override, titles)) for each in selectors.undecided(day)],
        "page": page,
        "rows": [(row, *_words(row, titles), row.is_open_on(day)) for row in page],
        "is_head": "head" in request.viewer.roles_here,
    }
    return render(request, "people/overrides.html", context)


def _words(row: Any, titles: dict[str, str]) -> tuple[str, Any]:
    return titles.get(row.program_code, row.program_code), GATE_LABELS[row.gate]


class OverridePage(PersonAct):
    """The head lets somebody pass one soft gate for some days; with the full factor."""

    roles = ("head",)
    needs_full_factor = True
    leads_to = "people:enrol"
    title = gettext_lazy("Override a gate")
    intro = gettext_lazy(
        "For at most 30 days, with a reason, under your name; it is counted nationally. Consent, age and conviction "
        "cannot be overridden by anybody."
    )
    submit = gettext_lazy("Override and record")
    done = gettext_lazy("The gate is overridden.")

    def form(self, request: ViewerRequest, person: int, **kwargs: Any) -> forms.Form:
        """With the programs and the soft gates."""
        initial = {name: request.GET.get(name, "") for name in ("program", "gate")}
        programs = program_choices(here(request).code)
        return OverrideForm(**(kwargs or {"initial": {**initial, "days": 14}}), programs=programs, gates=SOFT)

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Override."""
        services.override_gate(person, **given, by=request.viewer.actor)


@require_POST
def end_override(request: ViewerRequest, person: int, override: int) -> HttpResponse:
    """The head ends an override before its last day."""
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    today = clock.today(here(request).timezone)
    services.end_override(override, on=today, by=request.viewer.actor, person=person)
    messages.success(request, _("The override has ended. Who is enrolled stays until you decide."))
    return HttpResponseRedirect(reverse("people:overrides"))
