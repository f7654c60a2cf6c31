"""Owns how the API knows who asks: the viewer that the gate has frozen; a session is only trusted with its CSRF token."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.services import READS, WRITES
from core.errors import Forbidden
from tenants.requests import ViewerRequest
from tenants.viewer import Viewer

SAFE = ("GET", "HEAD", "OPTIONS")


class ViewerAuthentication(BaseAuthentication):
    """The account of the session as `request.user` (a Viewer); who has none asks anonymously."""

    def authenticate(self, request: Request) -> tuple[Viewer, None] | None:
        """The viewer and no token; raises PermissionDenied for an unsafe request of a session without CSRF token."""
        viewer = viewer_of(request)
        if viewer.account is None:
            return None
        if request.method not in SAFE:
            self._check_writing(request, viewer)
        return viewer, None

    def _check_writing(self, request: Request, viewer: Viewer) -> None:
        """A session shows its CSRF token; no other site can send a program's token, but one that only reads is refused."""
        if viewer.factor == READS:
            rule = _("This token only reads.")
            raise Forbidden(code="token-reads-only", field="authorization", value="…", rule=rule)
        if viewer.factor != WRITES:
            self._check_csrf(request)

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing sign-in 401 instead of 403."""
        return 'Session realm="sabut"'

    def _check_csrf(self, request: Request) -> None:
        check = CSRFCheck(_no_response)
        check.process_request(request._request)
        reason = check.process_view(request._request, _no_response, (), {})
        if reason:
            raise PermissionDenied(f"CSRF: {reason}")


def viewer_of(request: Request) -> Viewer:
    """Who asks, as the gate froze it."""
    return cast("ViewerRequest", request._request).viewer


def _no_response(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
