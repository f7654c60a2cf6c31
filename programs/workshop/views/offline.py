"""Owns the register of a tablet without a network: the empty page, its worker, and today's registers to keep sealed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.services import is_on_device
from core import clock
from programs.workshop import forms, selectors
from programs.workshop.views.places import WRITERS, here, program_titles
from tenants.requests import ViewerRequest

WORKER = Path(__file__).resolve().parents[1] / "static" / "workshop" / "offline" / "worker.js"


@require_safe
def page(request: ViewerRequest) -> HttpResponse:
    """The page without anybody on it, the same for everyone: a copy of it on a tablet tells nothing."""
    return render(request, "workshop/offline.html", {"states": forms.STATE_LABELS.items(), "who": forms.WHO.items()})


@require_safe
def worker(request: ViewerRequest) -> HttpResponse:
    """The worker that opens the page without a network; its address is its scope."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def today(request: ViewerRequest) -> HttpResponse:
    """Card number, short name and mark of everybody in today's open sessions; nothing on a tablet that is not enrolled."""
    request.viewer.require_here(*WRITERS)
    place = here(request)
    day, titles = clock.today(place.timezone), program_titles(place.code)
    found = selectors.open_sessions(day) if is_on_device(request.session) else []
    sessions = [_told(session, titles.get(session.program_code, session.program_code)) for session in found]
    is_demo = settings.DEMO or place.is_demo
    return JsonResponse({"demo": is_demo, "day": day.isoformat(), "sessions": sessions})


def _told(session: selectors.Session, title: str) -> dict[str, Any]:
    return {
        "id": session.pk,
        "title": title,
        "place": session.place,
        "starts": f"{session.starts:%H:%M}",
        "ends": f"{session.ends:%H:%M}",
        "minutes": session.default_minutes,
        "rows": [
            {
                "person": row.person,
                "card": row.card_number,
                "name": row.short_name,
                "state": row.state,
                "minutes": row.minutes,
                "version": row.version,
            }
            for row in selectors.register(session)
        ],
    }
