"""Owns the profile of one prison as page and file: its figures beside its peers', and what it runs since when."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from core import charts
from national import selectors
from national.indicators import Text
from national.presentation import PROFILE_COLUMNS, profile_rows
from national.rights import regions_of
from national.selectors import Profile, Standing
from national.views import drawings
from national.views.access import for_offices
from national.views.asked import asked_month, csv_file
from national.views.figures import (
    ShownRow,
    ShownTotal,
    scale_end,
    scale_words,
    shown_row,
    shown_total,
    target_words,
    value_words,
)
from tenants.requests import ViewerRequest


@dataclass(frozen=True)
class ShownStanding:
    """One line of a profile."""

    standing: Standing
    own: ShownRow | None
    total: ShownTotal
    line: SafeString
    target: str


@require_safe
@for_offices
def profile(request: ViewerRequest, prison: str) -> HttpResponse:
    """One prison; who it is compared with is said beside every figure."""
    asked = asked_month(request)
    found = selectors.profile(prison, asked.period, regions_of(request.viewer))
    highest = scale_end([each.row for each in found.standings if each.row])
    context = {
        "found": found,
        "asked": asked,
        "rows": [_shown(each, highest) for each in found.standings],
        "ends": scale_words(highest),
        "is_regional": regions_of(request.viewer) is not None,
        "demo": found.demo,
    }
    if found.peer is not None:
        context |= _history(found)
    return render(request, "national/prison.html", context)


@require_safe
@for_offices
def profile_file(request: ViewerRequest, prison: str) -> HttpResponse:
    """Every published month of the profile as CSV."""
    found = selectors.profile(prison, asked_month(request).period, regions_of(request.viewer))
    return csv_file(f"{found.location.code}-{found.period}", PROFILE_COLUMNS, profile_rows(found))


def _shown(each: Standing, highest: float) -> ShownStanding:
    return ShownStanding(
        standing=each,
        own=shown_row(each.indicator, each.row, reference=each.pooled.value, highest=highest) if each.row else None,
        total=shown_total(each.pooled),
        line=charts.sparkline(each.course.values),
        target=target_words(each.target),
    )


def _history(found: Profile) -> dict[str, Any]:
    """The course of the first indicator with what began when, the adoptions, and the origin's milestones."""
    first = found.standings[0]
    marks = {f"{each.adopted_on:%Y-%m}": each.program_code for each in reversed(found.adoptions)}
    return {
        "charted": first.indicator,
        "course": drawings.course(first.course, target=first.target, marks=[*marks.items()]),
        "course_rows": [
            (drawings.month_words(each.period), value_words(first.indicator, each.value), each.is_final)
            for each in reversed(first.course.points)
        ],
        "adoptions": [(each, Text(each.title_id, each.title_en)) for each in found.adoptions],
        "origin": [(each, Text(each.title_id, each.title_en)) for each in found.origin],
        "firsts": [
            (standing.indicator, drawings.month_words(found.first_months[standing.indicator.code]))
            for standing in found.standings
            if standing.indicator.code in found.first_months
        ],
    }
