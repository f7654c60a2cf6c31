"""Owns the comparison as page and as file: definition, source, coverage and interval beside every figure."""

import csv
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from national import selectors
from national.forms import ComparisonForm
from national.indicators import REGISTRY
from national.periods import month, month_of
from national.presentation import COLUMNS, file_rows
from national.rights import regions_of
from national.views.access import for_offices
from national.views.figures import shown_row, target_words
from tenants.requests import ViewerRequest


@require_safe
@for_offices
def compare(request: ViewerRequest) -> HttpResponse:
    """The comparison page; a regional office sees the prisons of its region."""
    form = _form(request)
    found = _found(request, form)
    context = {
        "form": form,
        "found": found,
        "month": month(found.period, today=clock.today(settings.TIME_ZONE)).first,
        "bases": [each for each in REGISTRY.values() if each.is_share] if found.indicator.is_share else [],
        "rows": [shown_row(found.indicator, row) for row in found.rows],
        "target": target_words(found),
        "query": request.GET.urlencode(),
        "is_regional": regions_of(request.viewer) is not None,
        "demo": found.demo,
    }
    return render(request, "national/comparison.html", context)


@require_safe
@for_offices
def export(request: ViewerRequest) -> HttpResponse:
    """The same comparison as CSV."""
    found = _found(request, _form(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{found.indicator.code}-{found.period}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    file = csv.writer(response)
    file.writerow(COLUMNS)
    file.writerows(file_rows(found))
    return response


def _form(request: ViewerRequest) -> ComparisonForm:
    defaults = _defaults(request)
    return ComparisonForm(initial=defaults, periods=sorted({defaults["period"], *selectors.periods()}, reverse=True))


def _defaults(request: HttpRequest) -> dict[str, str]:
    """What was asked, with a default for everything that was not."""
    published = selectors.periods()
    running = str(month_of(clock.today(settings.TIME_ZONE)))
    asked: dict[str, Any] = {
        "indicator": next(iter(REGISTRY)),
        "period": published[0] if published else running,
        "order": "name",
    }
    return {**asked, **{name: value for name, value in request.GET.items() if value}}


def _found(request: ViewerRequest, form: ComparisonForm) -> selectors.Comparison:
    asked: dict[str, str] = dict(form.initial)
    peer = ",".join(asked[name] for name in ("kind", "prison_class") if asked.get(name))
    return selectors.comparison(
        asked["indicator"], asked["period"], peer, order=asked["order"], regions=regions_of(request.viewer)
    )
