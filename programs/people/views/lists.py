"""Owns the list of people, its search, its export, and the import page."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.library.selectors import adopted_programs
from programs.people import selectors
from programs.people.forms import ImportForm, SearchForm
from programs.people.services import export_people, import_people
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest
from tenants.viewer import Place

READERS = ("head", "officer", "verifier", "instructor")
WRITERS = ("head", "officer")
PAGE = 50


def here(request: ViewerRequest) -> Place:
    """The prison whose host was called; these pages exist on no other host."""
    assert request.viewer.prison is not None  # noqa: S101 - the prison's URLconf is served on prison hosts only
    return request.viewer.prison


@method_decorator(never_cache, name="dispatch")
class ListPage(View):
    """Who is held today. The search is posted, so that no name stands in an address or a log."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """Everybody of a kind, program and order (`?kind=&program=&takes_part=&order=`), page by page."""
        request.viewer.require_here(*READERS)
        form = self._form(request, request.GET)
        chosen = {**form.narrowed} if form.is_valid() else {}
        shown = self._form(request, initial=chosen)
        return _list(request, shown, **_paged(request, chosen, request.GET.get("page")))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """The first matches of a search by card number or name; without a text, the list with what is chosen."""
        request.viewer.require_here(*READERS)
        form = self._form(request, request.POST)
        if not form.is_valid():
            return _list(request, form, rows=[], total=0, status=422)
        if not form.cleaned_data["text"]:
            return _list(request, form, **_paged(request, form.narrowed, "1"))
        found = selectors.persons(clock.today(here(request).timezone), **form.cleaned_data)
        rows = list(found[: PAGE + 1])
        return _list(request, form, rows=rows[:PAGE], total=len(rows), is_search=True, has_more=len(rows) > PAGE)

    def _form(self, request: ViewerRequest, *args: object, **kwargs: object) -> SearchForm:
        return SearchForm(*args, **kwargs, programs=program_choices(here(request).code))


def _paged(request: ViewerRequest, chosen: dict[str, str], number: str | None) -> dict[str, Any]:
    found = selectors.persons(clock.today(here(request).timezone), **chosen)
    page = Paginator(found, PAGE).get_page(number)
    return {
        "page": page,
        "rows": list(page),
        "total": page.paginator.count,
        "query": urlencode(chosen),
        "is_narrowed": bool(chosen),
    }


def _list(request: ViewerRequest, form: SearchForm, *, status: int = 200, **context: object) -> HttpResponse:
    can_write = bool(request.viewer.roles_here.intersection(WRITERS))
    template = "people/parts/results.html" if request.headers.get("HX-Request") else "people/list.html"
    return render(request, template, {"form": form, "can_write": can_write, **context}, status=status)


def program_choices(prison: str) -> list[tuple[str, str]]:
    """The programs a prison runs, code and title in the reader's language."""
    is_indonesian = (get_language() or "id").startswith("id")
    return [(p.code, p.title_id if is_indonesian else p.title_en) for p in adopted_programs(prison)]


@never_cache
@require_GET
def export(request: ViewerRequest) -> HttpResponse:
    """Everybody held today as CSV, without birth dates, register numbers masked; it needs the full factor."""
    request.viewer.require_here(*WRITERS)
    request.viewer.require_full_factor()
    place = here(request)
    day = clock.today(place.timezone)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="people-{place.code}-{day}.csv"'
    is_demo = settings.DEMO or place.is_demo
    csv.writer(response).writerows(export_people(day, is_demo=is_demo, by=request.viewer.actor))
    return response


@method_decorator(never_cache, name="dispatch")
class ImportPage(View):
    """Upload, check, import: the report names rows, columns and reasons, never what stands in a cell."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The empty form."""
        request.viewer.require_here(*WRITERS)
        return render(request, "people/import.html", {"form": ImportForm()})

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Check or import the file; the same file again changes nothing, so a reload is harmless."""
        request.viewer.require_here(*WRITERS)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "people/import.html", {"form": form}, status=422)
        check_only = form.cleaned_data["check_only"]
        try:
            content = form.cleaned_data["file"].read()
            report = import_people(content, prison=here(request).code, by=request.viewer.actor, check_only=check_only)
        except DomainError as error:
            tell_refusal(form, error)
            return render(request, "people/import.html", {"form": form}, status=status_of(error))
        context = {"form": ImportForm(), "report": report, "checked": check_only}
        return render(request, "people/import.html", context)
