"""Owns a prison's first page: the next step, what is due, this month's figures, and who is missing."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from programs.workshop import selectors as workshop
from tenants.requests import ViewerRequest
from tenants.words import role_words
from workspace.due import due_of
from workspace.figures import cards_of, participation_of
from workspace.milestones import journey_of
from workspace.navigation import is_counsellor_only, may_open
from workspace.next_step import next_step, standing_of
from workspace.selectors import origin_content

MIDDAY, AFTERNOON, EVENING = 11, 15, 18


@never_cache
@require_safe
def prison_home(request: ViewerRequest) -> HttpResponse:
    """What every member sees first; counts only, no person."""
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    place, viewer = request.place, request.viewer
    day = clock.today(place.timezone)
    if is_counsellor_only(viewer):
        greeting = _greeting(clock.now().astimezone(ZoneInfo(place.timezone)))
        return render(request, "workspace/counsellor_home.html", {"day": day, "greeting": greeting})
    standing, content = standing_of(place, day), origin_content()
    step = next_step(standing)
    context = {
        "day": day,
        "greeting": _greeting(clock.now().astimezone(ZoneInfo(place.timezone))),
        "step": step,
        "may_act": step.may(viewer),
        "actors": step.actors,
        "journey": journey_of(place, standing, day, content),
        "today": workshop.sessions_of_day(day) if may_open(viewer, "/bengkel/") else None,
        "due": due_of(place, viewer, day),
        "standing": standing,
        "cards": [replace(card, url=card.url if may_open(viewer, card.url) else "") for card in cards_of(day)],
        "people_url": "/orang/" if may_open(viewer, "/orang/") else "",
        "participation": participation_of(day, content),
        "missing": [role_words(role) for role in standing.missing],
        "is_head": "head" in viewer.roles_here,
    }
    return render(request, "workspace/prison_home.html", context)


def _greeting(now: datetime) -> str:
    """Good morning, day, afternoon or evening, as one greets in Indonesia."""
    if now.hour < MIDDAY:
        return _("Good morning")
    if now.hour < AFTERNOON:
        return _("Good day")
    return _("Good afternoon") if now.hour < EVENING else _("Good evening")
