"""Owns the page on which a prison applies: found in the register or described, what fits, and sending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from programs.library import overview
from programs.library import selectors as library
from programs.replication import drafts, pages, selectors, services
from programs.replication.fit import fits
from programs.replication.forms import READY, ApplicationForm
from programs.replication.readiness import questions
from tenants.requests import ViewerRequest
from tenants.selectors import KnownFacts, known_facts, official_domains, provinces, search_known

TEMPLATE = "indramayu"
SEARCH, CHOSEN, BY_HAND = "cari", "dari", "tulis"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: ViewerRequest) -> HttpResponse:
    """The application: `cari` searches the register, `dari` fills in from it, `act=check` shows what fits and sends nothing."""
    version = library.version(TEMPLATE)
    if request.method == "POST":
        form = _form(version.document, request.POST)
        drafts.keep(request.session, request.POST, names=form.names)
        if request.POST.get("act") == "check":
            return _checked(request, form, version.document)
        return _sent(request, form, version)
    if request.htmx and SEARCH in request.GET:
        return render(request, "replication/parts/found.html", _found(request))
    chosen = known_facts(request.GET.get(CHOSEN, ""))
    typed = drafts.kept(request.session)
    form = _form(version.document, None, {**typed, **_place(chosen)})
    is_open = chosen is not None or BY_HAND in request.GET or (bool(typed) and SEARCH not in request.GET)
    return _page(request, form, version, chosen=chosen, is_open=is_open)


def _checked(request: ViewerRequest, form: ApplicationForm, content: dict[str, Any]) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{reverse('replication:application-new')}#fit")
    return render(request, "replication/parts/fit.html", {"form": form, "fits": _fits(form, content)})


def _sent(request: ViewerRequest, form: ApplicationForm, version: Any) -> HttpResponse:
    if request.viewer.account is None:
        messages.warning(
            request, _("Not sent yet: sign in or register with your official address. What you typed is kept.")
        )
        return redirect("replication:application-new")
    applicant = selectors.official_address(request.viewer)
    if not applicant:
        return _page(request, form, version, status=403)
    if form.is_valid():
        try:
            application = services.submit_application(
                form.spec(version.reference), applicant=applicant, answers=form.answers(), by=request.viewer.actor
            )
        except DomainError as error:
            form.show(error)
        else:
            drafts.forget(request.session)
            messages.success(request, _("The application is sent. This page follows it."))
            return redirect("replication:application-detail", application.pk)
    return _page(request, form, version, status=422)


def _page(
    request: ViewerRequest,
    form: ApplicationForm,
    version: Any,
    *,
    chosen: KnownFacts | None = None,
    is_open: bool = True,
    status: int = 200,
) -> HttpResponse:
    if chosen is None and is_open:
        chosen = known_facts(str(form["code"].value() or ""))
    context = {
        "form": form,
        "version": version,
        "chosen": chosen,
        "is_open": is_open,
        "applicant": selectors.official_address(request.viewer),
        "domains": official_domains(),
        "questions": _asked(form, version.document),
        "fits": _fits(form, version.document),
        "schemes": [(facts, pages.scheme_words(facts)) for facts in selectors.offered_schemes()],
        "here": request.path,
        **(_found(request) if SEARCH in request.GET or not is_open else {}),
    }
    return render(request, "replication/application_new.html", context, status=status)


def _found(request: ViewerRequest) -> dict[str, Any]:
    text = request.GET.get(SEARCH, "")
    found = search_known(text) if text.strip() else None
    applied = selectors.applied_codes([prison.code for prison in found.prisons]) if found else frozenset()
    return {"searched": text[:80], "found": found, "applied": applied, "here": request.path}


def _form(content: dict[str, Any], typed: QueryDict | None, start: dict[str, Any] | None = None) -> ApplicationForm:
    programs = overview.program_choices(content)
    schemes = selectors.offered_schemes()
    usual = {"programs": [code for code, _title in programs], "scheme": schemes[0].code}
    return ApplicationForm(
        typed,
        initial={**usual, **(start or {})},
        provinces=[(each.code, each.name) for each in provinces()],
        programs=programs,
        schemes=[(facts.code, pages.scheme_words(facts)) for facts in schemes],
        questions=questions(content),
    )


def _place(chosen: KnownFacts | None) -> dict[str, Any]:
    """What the register fills in; nothing of a prison that is here already."""
    if chosen is None or chosen.is_onboarded:
        return {}
    return {
        "code": chosen.code,
        "name": chosen.name,
        "kind": chosen.kind,
        "prison_class": chosen.prison_class,
        "province": chosen.province,
        "slug": services.derived_slug(chosen.code, chosen.name),
    }


def _asked(form: ApplicationForm, content: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions with their fields; those of some programs only say of which."""
    titles = dict(overview.program_choices(content))
    return [
        {
            "field": form[READY + each.code],
            "programs": [titles[code] for code in each.programs] if len(each.programs) < len(titles) else [],
        }
        for each in questions(content)
    ]


def _fits(form: ApplicationForm, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Each program with its fit, and whether it is ticked."""
    answers = {name.removeprefix(READY): form[name].value() for name in form.fields if name.startswith(READY)}
    ticked = form["programs"].value() or []
    found = fits(content, answers, kind=str(form["kind"].value()))
    return [{"fit": fit, "is_ticked": fit.code in ticked} for fit in found]
