"""Owns light and dark: what the visitor chose, kept in a cookie that says nothing else, and shown on the page's root."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core.redirects import local_path

COOKIE = "theme"
ONE_YEAR = 365 * 24 * 3600
THEMES = {"light": (_("Light"), "sun"), "dark": (_("Dark"), "moon"), "system": (_("As the device"), "sun-moon")}


def theme(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: `theme` is "light", "dark" or empty for as the device is set."""
    chosen = chosen_theme(request)
    choices = [(key, label, icon, key == chosen) for key, (label, icon) in THEMES.items()]
    return {"theme": "" if chosen == "system" else chosen, "theme_icon": THEMES[chosen][1], "themes": choices}


def chosen_theme(request: HttpRequest) -> str:
    """What the cookie says; anything strange counts as "system"."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where it was made."""
    chosen = request.POST.get("theme", "")
    back = local_path(request.POST.get("next", ""), otherwise="/")
    response = HttpResponseRedirect(back)
    if chosen in THEMES:
        kept = {"max_age": ONE_YEAR, "secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
        response.set_cookie(COOKIE, chosen, **kept)  # type: ignore[arg-type]
    return response
