"""Owns the national page of benefits at five levels."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from national.rights import regions_of
from national.selectors.benefits import national_benefits
from national.views.access import for_offices
from national.views.asked import asked_month
from tenants.requests import ViewerRequest


@require_safe
@for_offices
def five_levels(request: ViewerRequest) -> HttpResponse:
    """What the work brought in a month; a regional office sees its own region."""
    asked, regions = asked_month(request), regions_of(request.viewer)
    found = national_benefits(asked.period, regions)
    context = {"found": found, "asked": asked, "is_regional": regions is not None, "demo": found.demo}
    return render(request, "national/benefits.html", context)
