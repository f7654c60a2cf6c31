"""Owns the typed request that views receive: Django's own plus the viewer and the place."""

from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tenants.viewer import Place, Viewer


class ViewerRequest(HttpRequest):
    """A request after the gate: who asks is frozen in `viewer`; `kiosk` is the enrolled kiosk it comes from, if it does."""

    viewer: Viewer
    place: Place | None
    kiosk: UUID | None
    htmx: HtmxDetails
