"""Owns the pages of the template, for anyone: what it holds, each program whole, and the document as a file."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.errors import NotFound
from programs.library import overview, sheet
from programs.library import selectors as library
from programs.library.export import template_file
from tenants.requests import ViewerRequest

TEMPLATE = "indramayu"


@require_safe
def preview(request: ViewerRequest) -> HttpResponse:
    """What the template holds: programs with what they take, and what was recorded at the origin."""
    try:
        version = library.version(TEMPLATE)
    except NotFound:
        return render(request, "replication/preview.html", {"version": None})
    context = {
        "version": version,
        "title": overview.document_title(version.document),
        "programs": overview.program_cards(version.document),
        "record": overview.record(version.document),
    }
    return render(request, "replication/preview.html", context)


@require_safe
def program_detail(request: ViewerRequest, code: str) -> HttpResponse:
    """One program whole; an unknown one leads on to those there are."""
    try:
        version = library.version(TEMPLATE)
    except NotFound:
        return render(request, "replication/preview.html", {"version": None}, status=404)
    known = overview.program_choices(version.document)
    entry = overview.program_entry(version.document, code)
    if entry is None:
        return render(request, "replication/program_unknown.html", {"asked": code[:60], "programs": known}, status=404)
    context = {
        "version": version,
        "program": sheet.program_sheet(version.document, entry),
        "others": [(each, title) for each, title in known if each != code],
        "origin": version.document["origin"]["name"],
    }
    return render(request, "replication/program.html", context)


@require_safe
def template_document(request: ViewerRequest, reference: str) -> HttpResponse:
    """A published version as one JSON file with its digest, sealed by this installation."""
    try:
        version = library.version(reference)
    except NotFound:
        return render(request, "replication/preview.html", {"version": None, "asked": reference[:60]}, status=404)
    name = f"{version.template_code}-{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(template_file(version), headers=headers, json_dumps_params={"ensure_ascii": False})
