"""Owns the head's page of the watch (product rule 2): what changed for people after they refused, withdrew or complained."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from programs.people import selectors
from programs.people.views.lists import here, program_choices
from tenants.requests import ViewerRequest

EVENTS = {"refusal": _("Refused a consent"), "withdrawal": _("Withdrew a consent"), "complaint": _("Complained")}
CHANGES = {
    "enrolment": _("Programme ended"),
    "waiting-list": _("Place on a waiting list ended"),
    "skill": _("Level of skill"),
    "risk": _("Level of risk"),
    "block": _("Block"),
    "suspension": _("Programme paused"),
}


@never_cache
@require_GET
def watch(request: ViewerRequest) -> HttpResponse:
    """The list, narrowed by `?kind=` (of event) and `?show=` (of change); for the head alone."""
    request.viewer.require_here("head")
    kind, show = request.GET.get("kind", ""), request.GET.get("show", "")
    titles = dict(program_choices(here(request).code))
    found = [
        (drop, EVENTS[drop.event.kind], CHANGES[drop.what], titles.get(drop.before, drop.before))
        for drop in selectors.standing_drops(clock.today(here(request).timezone))
        if kind in {"", drop.event.kind} or kind not in EVENTS
        if show in {"", drop.what} or show not in CHANGES
    ]
    context = {"drops": found, "events": EVENTS.items(), "changes": CHANGES.items(), "kind": kind, "show": show}
    return render(request, "people/watch.html", context)
