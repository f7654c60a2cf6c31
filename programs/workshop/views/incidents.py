"""Owns the pages of incidents: the list, telling one, one with its follow-ups, and the head's result."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from programs.people.selectors import persons
from programs.records.selectors import notes
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import ask_page, asked
from programs.workshop.views.places import WRITERS, here
from programs.workshop.views.sheets import sheet
from tenants.requests import ViewerRequest

INCIDENT_READERS = ("head", "officer", "instructor", "verifier")
PAGE = 20


@never_cache
@require_GET
def incident_list(request: ViewerRequest) -> HttpResponse:
    """Incidents, newest first, narrowed by `?kind=&state=&order=`."""
    request.viewer.require_here(*INCIDENT_READERS)
    form = forms.IncidentFilter(request.GET)
    chosen = forms.chosen(form)
    page = Paginator(selectors.incidents(**chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, forms.KIND_LABELS[row.kind], forms.SEVERITY_LABELS.get(row.severity, "")) for row in page],
        "may_report": bool(request.viewer.roles_here.intersection(WRITERS)),
        "is_narrowed": any(chosen.values()),
    }
    return render(request, "workshop/incident_list.html", context)


@never_cache
@require_GET
def incident_export(request: ViewerRequest) -> HttpResponse:
    """The incidents that the list shows; who was hurt stands as a card number."""
    request.viewer.require_here(*INCIDENT_READERS)
    found = selectors.incidents(**forms.chosen(forms.IncidentFilter(request.GET)))
    heading = ("incident", "day", "kind", "place", "card", "severity", "days_lost", "closed", "text", "result")
    rows = (
        (
            row.pk, row.day, row.kind, row.place, row.person.card_number if row.person else "", row.severity,
            row.days_lost, str(row.closed_at is not None).lower(), row.text, row.result,
        )
        for row in found
    )  # fmt: skip
    return sheet(request, "incidents", heading, rows)


@method_decorator(never_cache, name="dispatch")
class ReportPage(View):
    """Tells what happened."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form, for today."""
        request.viewer.require_here(*WRITERS)
        initial = {"day": clock.today(here(request).timezone), "kind": request.GET.get("kind", "")}
        return self._page(request, self._form(request, initial=initial), 200)

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Enter it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)

        def act() -> str:
            hurt = services.Accident(**form.accident) if form.accident else None
            row = services.report_incident(**form.common, accident=hurt, by=request.viewer.actor)
            messages.success(request, _("The incident is entered. Write here what is done about it."))
            return reverse("workshop:incident", args=[row.pk])

        return asked(form, act, lambda form, status: self._page(request, form, status))

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.IncidentForm:
        held = persons(clock.today(here(request).timezone))
        return forms.IncidentForm(
            **kwargs, persons=[(str(each.pk), f"{each.card_number} {each.short_name}") for each in held]
        )

    def _page(self, request: ViewerRequest, form: Any, status: int) -> HttpResponse:
        words = {"title": _("Report an incident"), "back": reverse("workshop:incident-list"), "submit": _("Report it")}
        text = _(
            "First see to the person. What is written here stays inside the prison; outside only accidents are counted."
        )
        return ask_page(request, form, status, text=text, **words)


@method_decorator(never_cache, name="dispatch")
class IncidentPage(View):
    """One incident with what was done since; a follow-up is written here."""

    def get(self, request: ViewerRequest, incident: int) -> HttpResponse:
        """As it is stored."""
        request.viewer.require_here(*INCIDENT_READERS)
        return _page(request, incident)

    def post(self, request: ViewerRequest, incident: int) -> HttpResponse:
        """Write a follow-up, or say why not."""
        request.viewer.require_here(*INCIDENT_READERS)
        row = selectors.incident(incident)
        form = forms.FollowUpForm(request.POST, is_accident=row.kind == "accident")

        def act() -> str:
            services.follow_up(incident, **form.cleaned_data, by=request.viewer.actor)
            messages.success(request, _("The follow-up is written down."))
            return reverse("workshop:incident", args=[incident])

        return asked(form, act, lambda form, status: _page(request, incident, status, follow=form))


@method_decorator(never_cache, name="dispatch")
class ResultPage(View):
    """The head closes an incident with its result."""

    def post(self, request: ViewerRequest, incident: int) -> HttpResponse:
        """Close it, or say why not."""
        request.viewer.require_here("head")
        selectors.incident(incident)
        form = forms.ResultForm(request.POST)

        def act() -> str:
            services.close_incident(incident, result=form.cleaned_data["result"], by=request.viewer.actor)
            messages.success(request, _("The incident is closed."))
            return reverse("workshop:incident", args=[incident])

        return asked(form, act, lambda form, status: _page(request, incident, status, result=form))


def _page(request: ViewerRequest, incident: int, status: int = 200, **told: object) -> HttpResponse:
    row = selectors.incident(incident)
    is_open = row.closed_at is None
    context = {
        "row": row,
        "kind": forms.KIND_LABELS[row.kind],
        "severity": forms.SEVERITY_LABELS.get(row.severity, ""),
        "notes": notes(f"incident:{incident}"),
        "is_open": is_open,
        "may_close": is_open and "head" in request.viewer.roles_here,
        "follow": forms.FollowUpForm(is_accident=row.kind == "accident"),
        "result": forms.ResultForm(),
        **told,
    }
    return render(request, "workshop/incident.html", context, status=status)
