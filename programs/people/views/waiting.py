"""Owns the waiting list of a program: its order for everybody to see, and enrolling several people from it at once."""

import csv
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms import ManyForm, WaitForm
from programs.people.views.lists import READERS, WRITERS, here, program_choices
from programs.people.views.person import to_person
from programs.records.cells import cell
from programs.records.forms import tell_refusal
from programs.records.services import record
from tenants.requests import ViewerRequest

GATE_LABELS = {
    "convicted": _lazy("Convicted"),
    "adult": _lazy("18 or over"),
    "consent": _lazy("Consent to work"),
    "decision": _lazy("Decision of the board"),
    "clearance": _lazy("Health clearance"),
    "risk": _lazy("Risk"),
    "association": _lazy("Who is kept apart"),
    "places": _lazy("Places"),
}


@method_decorator(never_cache, name="dispatch")
class WaitingPage(View):
    """Who waits for one program (`?program=`), by the instant of asking, with the gates each passes today."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The list, and the form that enrols who is chosen."""
        request.viewer.require_here(*READERS)
        return _page(request, _chosen(request, request.GET.get("program", "")))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Enrol who is chosen, and tell of each what came of it."""
        request.viewer.require_here(*WRITERS)
        program = _chosen(request, request.POST.get("program", ""))
        people = selectors.applicants(program)
        form = _form(request, list(people), data=request.POST)
        if not form.is_valid():
            return _page(request, program, form=form, status=422)
        facts = {**form.cleaned_data}
        try:
            outcomes = services.enrol_many(facts.pop("persons"), **facts, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return _page(request, program, form=form, status=status_of(error))
        told = [(each, people[each.person]) for each in outcomes]
        return _page(request, program, outcomes=told)


@method_decorator(never_cache, name="dispatch")
class ApplyPage(View):
    """A person asks for a place in a program."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Which program, and the lists on which the person stands."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, person, WaitForm(programs=program_choices(here(request).code)))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Enter it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = WaitForm(request.POST, programs=program_choices(here(request).code))
        if not form.is_valid():
            return self._page(request, person, form, status=422)
        try:
            services.apply(person, program=form.cleaned_data["program"], by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, person, form, status=status_of(error))
        messages.success(request, _("The person is on the waiting list from this moment on."))
        return to_person(person)

    def _page(self, request: ViewerRequest, person: int, form: WaitForm, status: int = 200) -> HttpResponse:
        titles = dict(program_choices(here(request).code))
        lists = [(row, titles.get(row.program_code, row.program_code)) for row in selectors.applications(person)]
        context = {"form": form, "person": selectors.person(person), "lists": lists}
        return render(request, "people/apply.html", context, status=status)


@never_cache
@require_POST
def end(request: ViewerRequest, entry: int) -> HttpResponse:
    """The person no longer waits."""
    request.viewer.require_here(*WRITERS)
    row = services.end_application(entry, by=request.viewer.actor)
    messages.success(request, _("The person is no longer on this waiting list. This has no consequence."))
    return HttpResponseRedirect(f"{reverse('people:waiting')}?program={row.program_code}")


@never_cache
@require_GET
def export(request: ViewerRequest) -> HttpResponse:
    """The list of one program as CSV; audited."""
    request.viewer.require_here(*WRITERS)
    request.viewer.require_full_factor()
    place, program = here(request), _chosen(request, request.GET.get("program", ""))
    is_demo = str(settings.DEMO or place.is_demo).lower()
    rows = list(selectors.waiting_for(program))
    record("waiting-list.exported", by=request.viewer.actor, subject=f"program:{program}", rows=len(rows))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="waiting-{place.code}-{program}.csv"'
    written = csv.writer(response)
    written.writerow(["place", "card_number", "name", "program", "applied_at", "demo"])
    for number, row in enumerate(rows, start=1):
        facts = (row.person.card_number, row.person.name, program, row.applied_at.isoformat(timespec="seconds"))
        written.writerow([number, *(cell(each) for each in facts), is_demo])
    return response


def _with_gates(rows: list[Any], program: str, day: date) -> list[tuple[Any, list[tuple[Any, Any]]]]:
    return [
        (row, [(GATE_LABELS[gate.code], gate) for gate in met]) for row, met in selectors.with_gates(rows, program, day)
    ]


def _chosen(request: ViewerRequest, program: str) -> str:
    known = [code for code, _title in program_choices(here(request).code)]
    return program if program in known else (known or [""])[0]


def _form(request: ViewerRequest, waiting: list[int], **kwargs: Any) -> ManyForm:
    place = here(request)
    purposes = ("training",) if place.kind == "lpka" else ("sale", "training")
    return ManyForm(**kwargs, programs=program_choices(place.code), purposes=purposes, waiting=waiting)


def _page(
    request: ViewerRequest, program: str, *, form: ManyForm | None = None, status: int = 200, **context: object
) -> HttpResponse:
    day: date = clock.today(here(request).timezone)
    rows = list(selectors.waiting_for(program))
    listed = _with_gates(rows, program, day)
    new = {"program": program, "starts": day, "key": str(uuid4())}
    facts = {
        "form": form or _form(request, [row.person_id for row in rows], initial=new),
        "programs": program_choices(here(request).code),
        "program": program,
        "rows": listed,
        "places": next((gate.detail for _row, met in listed for _label, gate in met if gate.code == "places"), ""),
        "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
    }
    return render(request, "people/waiting.html", {**facts, **context}, status=status)
