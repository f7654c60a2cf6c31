"""Owns the pages of who applies: the template, the form, and how the application stands."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import DomainError, NotFound
from programs.library import selectors as library
from programs.replication import pages, selectors, services
from programs.replication.forms import ApplicationForm
from programs.replication.standing import standing
from tenants.requests import ViewerRequest
from tenants.selectors import RegisteredPrison, not_onboarded, provinces

TEMPLATE = "indramayu"


@require_safe
def preview(request: ViewerRequest) -> HttpResponse:
    """What the template holds: programs, products, what they take, and what was recorded at the origin."""
    try:
        version = library.version(TEMPLATE)
    except NotFound:
        return render(request, "replication/preview.html", {"version": None})
    context = {
        "version": version,
        "programs": pages.program_cards(version.document),
        "milestones": pages.milestone_rows(version.document),
    }
    return render(request, "replication/preview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: ViewerRequest) -> HttpResponse:
    """The application form; `dari` fills it from the register."""
    version = library.version(TEMPLATE)
    known = not_onboarded()
    chosen = next((prison for prison in known if prison.code == request.GET.get("dari")), None)
    form = _form(request, version.document, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            application = services.submit_application(form.spec(version.reference), by=request.viewer.actor)
            return redirect("replication:application-detail", application.pk)
        except DomainError as error:
            form.show(error)
    context = {"form": form, "known": known, "chosen": chosen, "version": version}
    return render(request, "replication/application_new.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def application_detail(request: ViewerRequest, application: UUID) -> HttpResponse:
    """How one application stands; its address is known to who sent it."""
    found = selectors.application(application)
    return render(request, "replication/application_detail.html", {"standing": standing(found)})


def _form(request: ViewerRequest, content: dict[str, Any], chosen: RegisteredPrison | None) -> ApplicationForm:
    is_indonesian = get_language() == "id"
    programs = pages.program_choices(content)
    schemes = selectors.offered_schemes()
    return ApplicationForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(chosen, [code for code, _title in programs], schemes[0].code),
        provinces=[(each.code, each.name_id if is_indonesian else each.name_en) for each in provinces()],
        programs=programs,
        schemes=[(facts.code, pages.scheme_words(facts)) for facts in schemes],
    )


def _initial(chosen: RegisteredPrison | None, programs: list[str], scheme: str) -> dict[str, Any]:
    start: dict[str, Any] = {"programs": programs, "scheme": scheme}
    if chosen is None:
        return start
    place = {"code": chosen.code, "name": chosen.name, "province": chosen.province}
    return {**start, **place, "kind": chosen.kind, "prison_class": chosen.prison_class}
