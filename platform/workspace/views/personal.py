"""Owns what the head may do with everything held about people: give out a complete file, see what is due to be removed."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programs.people import selectors as people
from programs.records.selectors import local_today
from tenants.requests import ViewerRequest
from workspace import retention
from workspace.personal_file import personal_file


@never_cache
@require_POST
def complete_file(request: ViewerRequest, person: int) -> HttpResponse:
    """The complete file of a person, as a ZIP; for the head with the full factor, and in the audit."""
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    assert request.viewer.prison is not None  # noqa: S101 - only a prison's URLconf leads here
    is_demo = settings.DEMO or request.viewer.prison.is_demo
    made = personal_file(person, is_demo=is_demo, by=request.viewer.actor)
    name = f"berkas-{people.person(person).card_number}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/zip", headers=headers)


@never_cache
@require_safe
def schedule(request: ViewerRequest) -> HttpResponse:
    """How long what stays after leaving, where that comes from, and what is due now; for the head."""
    request.viewer.require_here("head")
    found = retention.due(local_today())
    is_indonesian = get_language() == "id"
    rows = [
        (rule, rule.what_id if is_indonesian else rule.what_en, found.removed.get(rule.code, 0))
        for rule in retention.schedule()
    ]
    return render(request, "workspace/retention.html", {"rows": rows, "persons": found.persons})
