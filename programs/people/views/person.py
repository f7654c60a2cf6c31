"""Owns one person's page and the acts on it: consent, its withdrawal, the audited look at the register number."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import Conflict, DomainError, Refused
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms import (
    CONSENT_LABELS,
    KIND_LABELS,
    LEAVING_LABELS,
    PURPOSE_LABELS,
    DayForm,
)
from programs.people.forms.papers import PAUSE_LABELS, REMOVAL_LABELS
from programs.people.views.lists import READERS, WRITERS, here, program_choices
from tenants.requests import ViewerRequest


@never_cache
@require_GET
def detail(request: ViewerRequest, person: int) -> HttpResponse:
    """Facts with the register number masked, consents, enrolments."""
    request.viewer.require_here(*READERS)
    return _detail(request, person)


@never_cache
@require_POST
def reveal(request: ViewerRequest, person: int) -> HttpResponse:
    """The same page with the register number in clear, for the head; the look is in the audit."""
    request.viewer.require_here("head")
    return _detail(request, person, register=services.reveal_register(person, by=request.viewer.actor))


@dataclass(frozen=True)
class Refusal:
    """What could not be ended, why, and the day that was typed."""

    what: str
    error: DomainError
    typed: str


def _detail(request: ViewerRequest, person: int, *, register: str = "", refused: Refusal | None = None) -> HttpResponse:
    row, day = selectors.person(person), clock.today(here(request).timezone)
    standing = selectors.standing(person, day)
    roles, titles = request.viewer.roles_here, dict(program_choices(here(request).code))
    context = {
        "person": row,
        "kind": KIND_LABELS[row.kind],
        "standing": standing,
        "left_reason": LEAVING_LABELS.get(standing.left_reason, ""),
        "register": register,
        "consents": [
            (c, CONSENT_LABELS[c.purpose], c.is_open_on(day), _about(refused, f"consent-{c.pk}"))
            for c in selectors.consents(person)
        ],
        "enrolments": [_shown(each, titles, day) for each in selectors.enrolments(person)],
        "decisions": [
            (each, titles.get(each.program_code, each.program_code), each.is_open_on(day))
            for each in selectors.decisions(person)
        ],
        "custody": selectors.custody(row, day),
        "merged_into": selectors.person(row.merged_into_id) if row.merged_into_id else None,
        "is_held": standing.is_held,
        "can_write": bool(roles.intersection(WRITERS)),
        "is_head": "head" in roles,
        "today": day,
    }
    return render(request, "people/detail.html", context, status=status_of(refused.error) if refused else 200)


@dataclass(frozen=True)
class ShownEnrolment:
    """An enrolment in words; `pause` is the suspension that holds today or begins later."""

    row: Any
    title: str
    purpose: Any
    is_open: bool
    ended: Any
    pause: Any
    pause_reason: Any


def _shown(row: Any, titles: dict[str, str], day: date) -> ShownEnrolment:
    pause = next((each for each in row.suspensions.all() if each.is_open_on(day)), None)
    return ShownEnrolment(
        row,
        titles.get(row.program_code, row.program_code),
        PURPOSE_LABELS[row.purpose],
        row.is_open_on(day),
        REMOVAL_LABELS.get(row.ended_reason, ""),
        pause,
        PAUSE_LABELS[pause.reason] if pause else "",
    )


@never_cache
@require_POST
def withdraw(request: ViewerRequest, person: int, consent: int) -> HttpResponse:
    """Withdraw a consent of this person from a day on, or say beside it why not."""
    request.viewer.require_here(*WRITERS)
    try:
        services.withdraw_consent(consent, on=_day(request), by=request.viewer.actor, person=person)
    except (Refused, Conflict) as error:
        return _detail(request, person, refused=Refusal(f"consent-{consent}", error, request.POST.get("on", "")))
    messages.success(request, _("The consent is withdrawn, and what rested on it has ended. This has no consequence."))
    return to_person(person)


def _about(refused: Refusal | None, what: str) -> Refusal | None:
    return refused if refused and refused.what == what else None


def _day(request: ViewerRequest) -> date:
    form = DayForm(request.POST)
    if form.is_valid():
        on: date = form.cleaned_data["on"]
        return on
    raise Refused(code="day-malformed", field="on", value=request.POST.get("on", "")[:20], rule=_("Choose a day."))


def to_person(person: int) -> HttpResponseRedirect:
    """Back to the person's page."""
    return HttpResponseRedirect(reverse("people:detail", args=[person]))
