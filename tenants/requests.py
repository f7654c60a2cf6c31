"""Owns the typed request that views receive: Django's own plus the viewer and the place."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tenants.viewer import Place, Viewer


class ViewerRequest(HttpRequest):
    """A request after the gate: who asks is frozen in `viewer`."""

    viewer: Viewer
    place: Place | None
    htmx: HtmxDetails
