"""Owns how a request meets the wall: it starts as the gate, is frozen into a Viewer, then enters one place as one role."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from accounts.services import is_of_host
from core.errors import Forbidden, NotFound
from core.middleware import error_response
from core.redirects import path_on_host
from tenants import selectors
from tenants.isolation.acting import acting_as, in_prison
from tenants.viewer import Viewer

Handler = Callable[[HttpRequest], HttpResponse]
# on a prison's host only these paths are served before its wall: the ticket that lets in, leaving, the language
GATE_PATHS = ("/tiket/", "/keluar/", "/i18n/")


class GateMiddleware:
    """Outermost: acts as the gate, finds the place by host and chooses its URLs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as("gate"):
            hostname = split_domain_port(request.get_host().lower())[0]
            request.place = None  # type: ignore[attr-defined]
            request.viewer = Viewer()  # type: ignore[attr-defined]
            if hostname not in {settings.BASE_HOST, "127.0.0.1", "[::1]"}:
                place = selectors.at_host(hostname)
                if place is None:
                    return _no_prison_at(hostname, request)
                request.place = place  # type: ignore[attr-defined]
                request.urlconf = settings.PRISON_URLCONF
            return _kept_nowhere(request, self.get_response(request))


class EnterMiddleware:
    """Innermost: reads session, account and memberships eagerly, freezes them, and runs the view behind the wall."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer = _viewer(request)  # type: ignore[attr-defined]
        if viewer.prison is not None and not request.path.startswith(GATE_PATHS):
            refusal = _refusal(request, viewer)
            if refusal is not None:
                return refusal
        zone = timezone.override(viewer.prison.timezone) if viewer.prison else nullcontext()
        with _place_of(request, viewer), zone:
            return self.get_response(request)


def _kept_nowhere(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What is answered inside a prison, or to somebody who is signed in, is kept by no browser and no proxy."""
    place, viewer = request.place, request.viewer  # type: ignore[attr-defined]
    if place is not None or viewer.account is not None:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _no_prison_at(hostname: str, request: HttpRequest) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):  # LocaleMiddleware stands further in
        rule = _("There is no prison at this address.")
        return error_response(request, NotFound(code="host-unknown", field="host", value=hostname, rule=rule))


def _viewer(request: HttpRequest) -> Viewer:
    request.session.get("")  # loads the session now, as the gate
    place, user = request.place, request.user  # type: ignore[attr-defined]
    if user.is_authenticated and not is_of_host(request.session, place.host if place else ""):
        request.session = type(request.session)()
        request.user = user = AnonymousUser()
    if not user.is_authenticated:
        return Viewer(prison=place)
    return Viewer(user.pk, user.email, user.name, selectors.claims_of(user.pk), place)


def _refusal(request: HttpRequest, viewer: Viewer) -> HttpResponse | None:
    assert viewer.prison is not None  # noqa: S101 - the caller looked
    if viewer.roles_here:
        return None
    if viewer.account is None and not request.path.startswith("/api/"):
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(_sign_in(viewer.prison.code, request.get_full_path()))
        return _not_saved(request, viewer.prison.code)
    rule = _("Only members of this prison may enter.")
    return error_response(request, Forbidden(code="not-a-member", field="prison", value=viewer.prison.code, rule=rule))


def _sign_in(code: str, path: str) -> str:
    """The public host's sign-in, from where one comes back to a path of a prison's host."""
    query = urlencode({"next": f"/akun/masuk-ke/{code}/?{urlencode({'ke': path})}"})
    return f"{settings.ORIGIN}/akun/login/?{query}"


def _not_saved(request: HttpRequest, code: str) -> HttpResponse:
    """A form sent after its session has ended: a redirect would drop it in silence, and lead to where no page is."""
    form = path_on_host(request.headers.get("referer", ""), request.get_host(), otherwise="/")
    problem = {
        "title": _("You are signed out"),
        "detail": _("Your session has ended, and what you sent was not saved. Sign in and send it again."),
        "next_url": _sign_in(code, form),
        "next_label": _("Sign in"),
    }
    return render(request, "core/error.html", {"problem": problem}, status=401)


def _place_of(request: HttpRequest, viewer: Viewer) -> AbstractContextManager[None]:
    if viewer.prison is not None:
        at_gate = request.path.startswith(GATE_PATHS)
        return acting_as("gate") if at_gate else in_prison(viewer.prison.code)
    return acting_as(public_role(request.path))


def public_role(path: str) -> str:
    """The role that serves a path of the public host: the longest prefix of settings.PUBLIC_ROLES wins."""
    roles: dict[str, str] = settings.PUBLIC_ROLES
    return roles[max((prefix for prefix in roles if path.startswith(prefix)), key=len)]
