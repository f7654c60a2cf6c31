"""Owns the calendar: a week or a month of sessions, the slots they come of, closed days and other hours, planning ahead."""

import calendar
from datetime import date, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import ask_page, asked, officer_choices
from programs.workshop.views.places import READERS, here, program_titles
from tenants.requests import ViewerRequest

PLANNERS = ("head", "officer")
SHOWN_SPANS = 12


@never_cache
@require_GET
def calendar_page(request: ViewerRequest) -> HttpResponse:
    """The week or month around `?day=`, with slots and spans."""
    request.viewer.require_here(*READERS)
    return _page(request)


@method_decorator(never_cache, name="dispatch")
class SlotPage(View):
    """Adds a slot of the week."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form, from today, with the reader on duty when they are of the state."""
        request.viewer.require_here(*PLANNERS)
        today = clock.today(here(request).timezone)
        me = str(request.viewer.account)
        initial = {"first": today, "starts": time(8), "ends": time(14), "officer": me, "capacity": 20}
        return self._page(request, self._form(request, initial=initial), 200)

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Add it, or say on the form why not."""
        request.viewer.require_here(*PLANNERS)
        form = self._form(request, data=request.POST)
        return asked(form, lambda: self._add(request, form), lambda form, status: self._page(request, form, status))

    def _add(self, request: ViewerRequest, form: forms.SlotForm) -> str:
        facts = dict(form.cleaned_data)
        name = dict(officer_choices(request))[facts["officer"]]
        facts |= {"officer": UUID(facts["officer"]), "officer_name": name}
        facts["agreement"] = int(facts["agreement"]) if facts["agreement"] else None
        services.add_slot(services.SlotFacts(**facts), by=request.viewer.actor)
        messages.success(request, _("The slot is in the calendar. Plan, and its sessions appear."))
        return reverse("workshop:calendar")

    def _page(self, request: ViewerRequest, form: object, status: int) -> HttpResponse:
        words = {
            "title": _("Add a slot of the week"),
            "back": reverse("workshop:calendar"),
            "submit": _("Add the slot"),
        }
        text = _("Sessions come of it when they are planned, by hand or every night for fourteen days ahead.")
        return ask_page(request, form, status, text=text, **words)  # type: ignore[arg-type]

    def _form(self, request: ViewerRequest, **kwargs: object) -> forms.SlotForm:
        place = here(request)
        agreements = [
            (str(each.pk), f"{each.partner} · {each.number}")
            for each in selectors.valid_agreements(clock.today(place.timezone))
        ]
        programs = list(program_titles(place.code).items())
        return forms.SlotForm(**kwargs, programs=programs, officers=officer_choices(request), agreements=agreements)


@method_decorator(never_cache, name="dispatch")
class SpanPage(View):
    """Closes days, or gives them other hours."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The empty form."""
        request.viewer.require_here(*PLANNERS)
        return self._page(request, forms.SpanForm(), 200)

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Enter it; planned sessions follow."""
        request.viewer.require_here(*PLANNERS)
        form = forms.SpanForm(request.POST)
        return asked(form, lambda: self._add(request, form), lambda form, status: self._page(request, form, status))

    def _add(self, request: ViewerRequest, form: forms.SpanForm) -> str:
        services.add_span(**form.cleaned_data, by=request.viewer.actor)
        messages.success(request, _("The calendar says so from now on; planned sessions of these days follow."))
        return reverse("workshop:calendar")

    def _page(self, request: ViewerRequest, form: object, status: int) -> HttpResponse:
        words = {"title": _("Close days or change hours"), "back": reverse("workshop:calendar"), "submit": _("Save")}
        return ask_page(request, form, status, **words)  # type: ignore[arg-type]


@require_POST
def span_remove(request: ViewerRequest, span: int) -> HttpResponse:
    """Take a closed day or other hours back."""
    request.viewer.require_here(*PLANNERS)
    restored = services.remove_span(span, by=request.viewer.actor)
    text = ngettext(
        "The entry is removed; %(n)d session is held again.",
        "The entry is removed; %(n)d sessions are held again.",
        restored,
    )
    messages.success(request, text % {"n": restored})
    return HttpResponseRedirect(reverse("workshop:calendar"))


@require_POST
def slot_end(request: ViewerRequest, slot: int) -> HttpResponse:
    """End a slot from today on."""
    request.viewer.require_here(*PLANNERS)
    today = clock.today(here(request).timezone)
    cancelled = services.end_slot(slot, on=today, by=request.viewer.actor)
    text = ngettext(
        "The slot has ended; %(n)d planned session is cancelled.",
        "The slot has ended; %(n)d planned sessions are cancelled.",
        cancelled,
    )
    messages.success(request, text % {"n": cancelled})
    return HttpResponseRedirect(reverse("workshop:calendar"))


@require_POST
def plan(request: ViewerRequest) -> HttpResponse:
    """Make the sessions from today until a day, or say beside it why not."""
    request.viewer.require_here(*PLANNERS)
    form = forms.PlanForm(request.POST)

    def act() -> str:
        today = clock.today(here(request).timezone)
        made = services.plan_sessions(today, form.cleaned_data["last"], by=request.viewer.actor)
        text = ngettext("%(n)d session is planned.", "%(n)d sessions are planned.", made)
        messages.success(request, text % {"n": made})
        return reverse("workshop:calendar")

    return asked(form, act, lambda form, status: _page(request, form, status))


def _page(request: ViewerRequest, form: object = None, status: int = 200) -> HttpResponse:
    today = clock.today(here(request).timezone)
    is_month = request.GET.get("view") == "month"
    day = _day_asked(request, today)
    first, last = _month(day) if is_month else _week(day)
    titles = program_titles(here(request).code)
    held = selectors.slots(today)
    context = {
        "is_month": is_month,
        "today": today,
        "first": first,
        "last": last,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "days": selectors.calendar_days(first, last),
        "slots": [
            (slot, forms.WEEKDAYS[slot.weekday - 1][1], titles.get(slot.program_code, slot.program_code))
            for slot in held
        ],
        "spans": selectors.spans(today)[:SHOWN_SPANS],
        "over": [{**vars(each), "title": titles.get(each.program, each.program)} for each in selectors.over_caps(held)],
        "may_plan": bool(request.viewer.roles_here.intersection(PLANNERS)),
        "plan": form or forms.PlanForm(initial={"last": today + timedelta(days=13)}),
    }
    return render(request, "workshop/calendar.html", context, status=status)


def _day_asked(request: ViewerRequest, today: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return day if abs((day - today).days) < 3660 else today  # noqa: PLR2004 - ten years, and no overflow at the ends


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
