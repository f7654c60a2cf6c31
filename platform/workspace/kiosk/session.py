"""Owns the session of a kiosk: sealed in a cookie, bound to device and person, over after a minute without a touch."""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock, crypto
from core.errors import Forbidden
from programs.people import selectors, services
from programs.people.selectors import Guest
from tenants.requests import ViewerRequest
from tenants.viewer import Place

COOKIE, PATH, FIELD = "kiosk", "/kios/", "kiosk"
BY_ITSELF = "otomatis"  # a page that goes back by itself is no touch
IDLE = 60  # seconds without a touch
WRITING = 15 * 60  # seconds in which a complaint that was begun may still be sent
Given = ParamSpec("Given")
Page = Callable[Concatenate[ViewerRequest, Guest, Given], HttpResponse]


@dataclass(frozen=True)
class Touch:
    """Who touched which kiosk last, and when (seconds); `secret` is that of the person's one session."""

    device: str
    person: int
    secret: str
    seen: int


def for_guest(view: Page[Given]) -> Callable[Concatenate[ViewerRequest, Given], HttpResponse]:
    """The view with the person whose session this is; without one it leads to the sign-in, and each look is a touch.

    A first PIN leads to the page on which it is changed, and nowhere else.
    """

    @wraps(view)
    def page(request: ViewerRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        touch = touched(request)
        guest = _guest(touch, request) if touch else None
        if touch is None or guest is None:
            return left(redirect("workspace:kiosk-enter"))
        if not guest.is_own and request.resolver_match and request.resolver_match.url_name != "kiosk-pin":
            return remember(redirect("workspace:kiosk-pin"), request, touch)
        response = view(request, guest, *args, **kwargs)
        is_touch = COOKIE not in response.cookies and BY_ITSELF not in request.GET
        return remember(response, request, touch) if is_touch else response

    return page


def place_of(request: ViewerRequest) -> Place:
    """The prison of the kiosk; raises Forbidden anywhere but at an enrolled kiosk."""
    if request.kiosk is None or request.place is None:
        raise Forbidden(code="kiosk-only", field="device", value="-", rule="kiosk")
    return request.place


def begin(response: HttpResponse, request: ViewerRequest, opened: services.Opened) -> HttpResponse:
    """Remember whose session has begun at this kiosk."""
    return remember(response, request, Touch(str(request.kiosk), opened.person, opened.secret, 0))


def remember(response: HttpResponse, request: ViewerRequest, touch: Touch) -> HttpResponse:
    """Write the touch of now into the cookie, which only this host's kiosk pages see."""
    response.set_cookie(
        COOKIE,
        sealed(request, replace(touch, seen=_now())),
        max_age=IDLE,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def left(response: HttpResponse) -> HttpResponse:
    """Forget whose session it was."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def end(request: ViewerRequest) -> None:
    """End the session on the server, so that a kept cookie opens nothing either."""
    touch = _read(request, request.COOKIES.get(COOKIE, ""))
    if touch is not None:
        services.leave_kiosk(touch.person, touch.secret)


def touched(request: ViewerRequest) -> Touch | None:
    """The session that this request shows, touched within the last minute at this very kiosk; else None."""
    touch = _read(request, request.COOKIES.get(COOKIE, ""))
    return touch if touch and _now() - touch.seen < IDLE else None


def sealed(request: ViewerRequest, touch: Touch) -> str:
    """A touch as text that nobody can read or make."""
    text = json.dumps(asdict(touch))
    return base64.urlsafe_b64encode(crypto.seal(text, prison=place_of(request).code, field=FIELD)).decode()


def writer(request: ViewerRequest, text: str) -> int | None:
    """The person who began to write a complaint here a quarter of an hour ago at most; None for anybody else."""
    touch = _read(request, text)
    return touch.person if touch and _now() - touch.seen < WRITING else None


def begun(request: ViewerRequest) -> str:
    """What a form carries so that `writer` knows who began it, also when the session has ended since; empty for nobody."""
    touch = touched(request)
    return sealed(request, replace(touch, seen=_now())) if touch else ""


def _read(request: ViewerRequest, text: str) -> Touch | None:
    try:
        whole = base64.urlsafe_b64decode(text.encode())
        touch = Touch(**json.loads(crypto.unseal(whole, prison=place_of(request).code, field=FIELD)))
    except (ValueError, TypeError, InvalidTag):
        return None
    return touch if touch.device == str(request.kiosk) else None


def _guest(touch: Touch, request: ViewerRequest) -> Guest | None:
    today = clock.today(place_of(request).timezone)
    return selectors.kiosk_guest(touch.person, services.digest(touch.secret), today=today)


def _now() -> int:
    return int(clock.now().timestamp())
