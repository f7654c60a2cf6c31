"""Owns the page of a person's skills passport: printed for the person, audited, named after nobody."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from programs.records.services import record
from tenants.requests import ViewerRequest
from workspace.passport import passport_of, passport_paper

PRINTERS = ("head", "officer", "verifier", "instructor")


@never_cache
@require_GET
def passport(request: ViewerRequest, person: int) -> HttpResponse:
    """The passport as PDF; no word on it tells of custody."""
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    request.viewer.require_here(*PRINTERS)
    place = request.place
    day = clock.today(place.timezone)
    found = passport_of(person, place=place, day=day)
    record("passport.printed", by=request.viewer.actor, subject=f"person:{person}")
    response = HttpResponse(passport_paper(found, day=day, place=place), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="passport-{person}.pdf"'
    return response
