"""Owns how a request meets the wall: it starts as the gate, is frozen into a Viewer, then enters one place as one role."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from accounts.services import DEVICE_COOKIE, Device, bearer_of, device_of, factor_of, is_of_host, is_over
from core.errors import Forbidden, NotFound
from core.middleware import error_response
from tenants import doors, selectors
from tenants.addresses import public_role as public_role  # noqa: PLC0414 - known from here
from tenants.isolation.acting import acting_as, in_prison
from tenants.viewer import Viewer

Handler = Callable[[HttpRequest], HttpResponse]


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
        device = _device(request)
        try:
            request.viewer = viewer = _bearer(request) or _viewer(request)  # type: ignore[attr-defined]
        except Forbidden as error:
            return error_response(request, error)
        is_kiosk = device is not None and device.is_kiosk and viewer.account is None
        request.kiosk = device.pk if device is not None and is_kiosk else None  # type: ignore[attr-defined]
        refusal = doors.refusal(request, viewer, device)
        if refusal is not None:
            return refusal
        zone = timezone.override(viewer.prison.timezone) if viewer.prison else nullcontext()
        with _place_of(request, viewer), zone:
            response = self.get_response(request)
        return response if viewer.account else doors.form_page_first(request, response)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for an exception from a view: one that needs the full factor leads there."""
        return doors.code_asked(request, exception)


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


def _device(request: HttpRequest) -> Device | None:
    """The enrolled tablet that asks; ends the session that it left idle, or that a revoked one has left."""
    request.session.get("")  # loads the session now, as the gate
    place = request.place  # type: ignore[attr-defined]
    if place is None:
        return None
    device = device_of(request.session, request.COOKIES.get(DEVICE_COOKIE, ""), prison=place.code)
    is_inside = request.user.is_authenticated and is_of_host(request.session, place.host)
    if is_inside and is_over(request.session, device):
        request.session.flush()
        request.user = AnonymousUser()
    return device


def _bearer(request: HttpRequest) -> Viewer | None:
    """Who asks by a program's token, which counts under /api/ alone; None without one, Forbidden for a void one."""
    if not request.path.startswith("/api/"):
        return None
    place = request.place  # type: ignore[attr-defined]
    found = bearer_of(request.headers.get("Authorization", ""), prison=place.code if place else "")
    if found is None:
        return None
    account, factor = found
    return Viewer(account.pk, account.email, account.name, selectors.claims_of(account.pk), place, factor)


def _viewer(request: HttpRequest) -> Viewer:
    place, user = request.place, request.user  # type: ignore[attr-defined]
    if user.is_authenticated and not is_of_host(request.session, place.host if place else ""):
        request.session = type(request.session)()
        request.user = user = AnonymousUser()
    if not user.is_authenticated:
        return Viewer(prison=place)
    factor = factor_of(request.session, user.pk)
    return Viewer(user.pk, user.email, user.name, selectors.claims_of(user.pk), place, factor)


def _place_of(request: HttpRequest, viewer: Viewer) -> AbstractContextManager[None]:
    if viewer.prison is not None:
        at_gate = request.path.startswith(doors.GATE_PATHS)
        return acting_as("gate") if at_gate else in_prison(viewer.prison.code)
    return acting_as(public_role(request.path))
