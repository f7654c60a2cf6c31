"""Owns the description of the API: OpenAPI as a file, and the page that shows it, which needs no script and no network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView

from api.description import operations


class Schema(SpectacularAPIView):
    """GET schema/: OpenAPI 3 of this host, as YAML or with `?format=json` as JSON."""


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation of this host with its parameters, fields and refusals."""
    found = operations(getattr(request, "urlconf", "config.urls_public"))
    return render(request, "api/docs.html", {"operations": found})
