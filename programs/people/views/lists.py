"""Owns the list of people, its search and its export."""

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
from programs.library.selectors import adopted_programs
from programs.people import selectors
from programs.people.forms import SearchForm
from programs.people.services import as_xlsx, export_people
from tenants.requests import ViewerRequest
from tenants.viewer import Place

READERS = ("head", "officer", "verifier", "instructor")
WRITERS = ("head", "officer")
PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    roles = request.viewer.roles_here
    rights = {"can_write": bool(roles.intersection(WRITERS)), "is_head": "head" in roles}
    template = "people/parts/results.html" if request.headers.get("HX-Request") else "people/list.html"
    return render(request, template, {"form": form, **rights, **context}, status=status)


def program_choices(prison: str) -> list[tuple[str, str]]:
    """The programs a prison runs, code and title in the reader's language."""
    is_indonesian = (get_language() or "id").startswith("id")
    return [(p.code, p.title_id if is_indonesian else p.title_en) for p in adopted_programs(prison)]


@never_cache
@require_GET
def export(request: ViewerRequest) -> HttpResponse:
    """Everybody held today as CSV, without birth dates, register numbers masked; for the head, with the full factor."""
    rows, name = _exported(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows(rows)
    return response


@never_cache
@require_GET
def export_xlsx(request: ViewerRequest) -> HttpResponse:
    """The same as a workbook."""
    rows, name = _exported(request)
    response = HttpResponse(as_xlsx("People", rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _exported(request: ViewerRequest) -> tuple[list[list[str]], str]:
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    place = here(request)
    day = clock.today(place.timezone)
    rows = export_people(day, is_demo=settings.DEMO or place.is_demo, by=request.viewer.actor)
    return rows, f"people-{place.code}-{day}"
