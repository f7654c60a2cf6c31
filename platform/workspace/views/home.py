"""Owns a prison's first page: today's numbers, the next step, and who is missing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from tenants.requests import ViewerRequest
from tenants.words import role_words
from workspace.navigation import tiles
from workspace.selectors import Standing, next_step, standing_of


@never_cache
@require_safe
def prison_home(request: ViewerRequest) -> HttpResponse:
    """What every member sees first; counts only, no person."""
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    day = clock.today(request.place.timezone)
    standing = standing_of(request.place, day)
    step, roles = next_step(standing), request.viewer.roles_here
    context = {
        "day": day,
        "step": step,
        "may_act": bool(roles & step.roles),
        "actors": [role_words(role) for role in sorted(step.roles)],
        "tiles": tiles(request.viewer),
        "facts": _facts(standing),
        "missing": [role_words(role) for role in standing.missing],
        "is_head": "head" in roles,
    }
    return render(request, "workspace/prison_home.html", context)


def _facts(standing: Standing) -> list[dict[str, object]]:
    return [
        {"label": _("People held"), "value": standing.held},
        {"label": _("Enrolled"), "value": standing.enrolled, "note": _("refusals and withdrawals: no consequence")},
        {"label": _("Sessions today"), "value": standing.sessions},
        {"label": _("Pieces in the workshop"), "value": standing.in_workshop},
        {"label": _("Pieces on the market"), "value": standing.on_market},
    ]
