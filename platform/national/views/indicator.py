"""Owns the page and the files of one indicator: map, funnel, figures with intervals, course, definition and coverage."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from national import selectors
from national.forms import ComparisonForm
from national.indicators import REGISTRY, Indicator, indicator
from national.periods import month_of
from national.presentation import COLUMNS, COURSE_COLUMNS, course_rows, file_rows
from national.rights import regions_of
from national.selectors import Comparison, Course, Row
from national.views import drawings
from national.views.access import for_offices
from national.views.asked import AskedMonth, asked_month, csv_file
from national.views.figures import (
    ABOVE,
    BELOW,
    ShownRow,
    scale_end,
    scale_words,
    shown_row,
    shown_total,
    target_words,
    value_words,
)
from tenants.requests import ViewerRequest
from tenants.selectors import provinces
from tenants.selectors.locations import locations
from tenants.selectors.peers import peer_group

ON_A_PAGE = 40
FEW = 5
FILTERS = ("kind", "prison_class", "province")
CHANCE = 0.05


@require_safe
@for_offices
def show(request: ViewerRequest, indicator: str) -> HttpResponse:
    """One indicator of one month among the prisons chosen; htmx asks for what the filter changes alone."""
    asked = asked_month(request)
    found = _found(request, indicator, asked)
    is_part = request.htmx and not request.htmx.history_restore_request
    context = _context(request, asked, found)
    if is_part:
        return render(request, "national/parts/indicator.html", context)
    return render(request, "national/indicator.html", {**context, "form": _form(request, asked, found.indicator)})


@require_safe
@for_offices
def file(request: ViewerRequest, indicator: str) -> HttpResponse:
    """The figures of the same choice as CSV, all of them."""
    found = _found(request, indicator, asked_month(request))
    return csv_file(f"{found.indicator.code}-{found.period}", COLUMNS, file_rows(found))


@require_safe
@for_offices
def course_file(request: ViewerRequest, indicator: str) -> HttpResponse:
    """The months of the same choice as CSV."""
    asked = asked_month(request)
    found = _found(request, indicator, asked)
    name = f"{found.indicator.code}-{found.period}-course"
    return csv_file(name, COURSE_COLUMNS, course_rows(found, _course(found, asked)))


def _found(request: ViewerRequest, code: str, asked: AskedMonth) -> Comparison:
    indicator(code)
    peer = ",".join(request.GET[name] for name in FILTERS if request.GET.get(name))
    order = request.GET.get("order") or "low"
    return selectors.comparison(code, asked.period, peer, order=order, regions=regions_of(request.viewer))


def _course(found: Comparison, asked: AskedMonth) -> Course:
    until = month_of(asked.first)
    return selectors.courses([found.indicator], found.codes, until=until)[found.indicator.code]


def _form(request: ViewerRequest, asked: AskedMonth, contract: Indicator) -> ComparisonForm:
    regions = regions_of(request.viewer)
    shown = [each for each in provinces() if regions is None or each.region in regions]
    initial = {"period": asked.period, **{name: value for name, value in request.GET.items() if value}}
    months = sorted({asked.period, *asked.published}, reverse=True)
    form = ComparisonForm(initial={"order": "low", **initial}, periods=months, provinces=shown)
    if not contract.is_share:
        del form.fields["order"]
    return form


def _context(request: ViewerRequest, asked: AskedMonth, found: Comparison) -> dict[str, Any]:
    regions = regions_of(request.viewer)
    course, page = _course(found, asked), _page(request, found)
    places = locations(peer_group(found.peer), regions)
    is_filtered = bool(found.peer)
    return {
        "found": found,
        "asked": asked,
        "contract": found.indicator,
        "total": shown_total(found.pooled),
        "bases": [each for each in REGISTRY.values() if each.is_share] if found.indicator.is_share else [],
        "page": page,
        "rows": _shown(found, page),
        "beyond": _beyond(request, page),
        "ends": scale_words(scale_end(found.rows)),
        "signals": _signals(found),
        "hidden": sum(row.suppressed for row in found.rows),
        "map": drawings.country(found.rows, places, found.pooled, java=True),
        "legend": drawings.legend(found.rows, found.pooled),
        "all_in_cities": all(place.is_city for place in places),
        "funnel": drawings.funnel(found.rows, found.pooled),
        "course": course,
        "course_drawing": drawings.course(course, target=found.target),
        "course_rows": [_course_row(point) for point in reversed(course.points)],
        "target": target_words(found.target),
        "withdrawals": None if is_filtered else found.withdrawals,
        "few_withdrawals": bool(found.withdrawals and found.withdrawals < FEW),
        "is_regional": regions is not None,
        "demo": found.demo,
    }


def _page(request: ViewerRequest, found: Comparison) -> "Page[Row]":
    return Paginator(found.rows, ON_A_PAGE).get_page(request.GET.get("page"))


def _shown(found: Comparison, page: "Page[Row]") -> list[ShownRow]:
    highest = scale_end(found.rows)
    return [shown_row(found.indicator, row, reference=found.pooled.value, highest=highest) for row in page]


def _beyond(request: ViewerRequest, page: "Page[Row]") -> str:
    """A sentence when a page was asked for that is not there; empty otherwise."""
    asked = request.GET.get("page", "1")
    if asked == str(page.number):
        return ""
    facts = {"asked": asked[:12], "number": page.number}
    return _("There is no page %(asked)s; this is page %(number)s.") % facts


def _signals(found: Comparison) -> dict[str, int]:
    """How many prisons stand out, and how many would by chance alone."""
    judged = sum(row.signal != "none" for row in found.rows)
    return {
        "far_above": found.count("far-above"),
        "above": found.count("above"),
        "usual": found.count("usual"),
        "below": found.count("below"),
        "far_below": found.count("far-below"),
        "all_above": found.count(*ABOVE),
        "all_below": found.count(*BELOW),
        "judged": judged,
        "by_chance": round(CHANCE * judged),
    }


def _course_row(point: selectors.Point) -> dict[str, Any]:
    """One month of the course as text."""
    total = point.total
    return {
        "month": drawings.month_words(point.period),
        "value": value_words(total.indicator, total.value) if total else "–",
        "counts": shown_total(total).counts if total else "–",
        "prisons": total.prisons if total else 0,
        "is_final": point.is_final,
    }
