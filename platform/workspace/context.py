"""Owns what every page's frame shows: who is signed in, where, and whether figures are invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; reads nothing from the database."""
    viewer = getattr(request, "viewer", None)
    place = getattr(request, "place", None)
    return {"viewer": viewer, "place": place, "demo": settings.DEMO or bool(place and place.is_demo), "origin": settings.ORIGIN}
