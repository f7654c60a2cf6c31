"""Owns a prison's page of benefits at five levels."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from tenants.requests import ViewerRequest
from tenants.selectors import onboarded_on
from workspace.benefits import benefits_of
from workspace.navigation import MEMBERS


@never_cache
@require_safe
def prison_benefits(request: ViewerRequest) -> HttpResponse:
    """What the work brought, for every member: totals only, no person."""
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    request.viewer.require_here(*MEMBERS)
    place = request.place
    found = benefits_of(onboarded_on(place), clock.today(place.timezone))
    return render(request, "workspace/benefits.html", {"found": found})
