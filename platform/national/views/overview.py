"""Owns the first page of the national office: every indicator of a month, with coverage, and what is to be looked at."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from core import charts
from national import selectors
from national.indicators import REGISTRY, indicator
from national.presentation import OVERVIEW_COLUMNS, overview_rows
from national.rights import regions_of
from national.selectors import Measured
from national.views import drawings
from national.views.access import for_offices
from national.views.asked import asked_month, csv_file
from national.views.figures import ABOVE, BELOW, ShownTotal, shown_total, target_words
from tenants.requests import ViewerRequest
from tenants.selectors.locations import locations
from tenants.selectors.peers import PeerGroup

KEPT = ("period", "peer", "kind", "prison_class", "province", "order")
LONGEST_ASKED = 120  # a browser and Django refuse a redirect that is endless


@dataclass(frozen=True)
class ShownIndicator:
    """One line of the overview."""

    measured: Measured
    total: ShownTotal
    line: SafeString
    target: str
    above: int
    below: int


@require_safe
@for_offices
def overview(request: ViewerRequest) -> HttpResponse:
    """The overview; a regional office sees its own region. What asks for an indicator is led to that indicator's page."""
    if code := request.GET.get("indicator"):
        return _moved("national:indicator", code, request)
    asked, regions = asked_month(request), regions_of(request.viewer)
    found = selectors.overview(asked.period, regions)
    first, shown = found.measured[0], [_shown(each) for each in found.measured]
    context = {
        "found": found,
        "asked": asked,
        "bases": [each for each in shown if each.measured.indicator.is_share],
        "shown": shown,
        "mapped": first.indicator,
        "contract": first.indicator,
        "map": drawings.country(found.rows, locations(PeerGroup(), regions), first.pooled),
        "legend": drawings.legend(found.rows, first.pooled),
        "above": found.standing_out(*ABOVE),
        "below": found.standing_out(*BELOW),
        "is_regional": regions is not None,
        "demo": found.demo,
    }
    return render(request, "national/overview.html", context)


@require_safe
@for_offices
def overview_file(request: ViewerRequest) -> HttpResponse:
    """The overview as CSV: a line for each indicator."""
    found = selectors.overview(asked_month(request).period, regions_of(request.viewer))
    return csv_file(f"national-{found.period}", OVERVIEW_COLUMNS, overview_rows(found))


@require_safe
@for_offices
def moved(request: ViewerRequest) -> HttpResponse:
    """The former address of the file of a comparison."""
    return _moved("national:indicator-file", request.GET.get("indicator") or next(iter(REGISTRY)), request)


def _moved(name: str, code: str, request: ViewerRequest) -> HttpResponse:
    asked = {key: request.GET[key][:LONGEST_ASKED] for key in KEPT if request.GET.get(key)}
    question = f"?{urlencode(asked)}" if asked else ""
    return HttpResponseRedirect(f"{reverse(name, args=[indicator(code).code])}{question}")


def _shown(each: Measured) -> ShownIndicator:
    return ShownIndicator(
        measured=each,
        total=shown_total(each.pooled),
        line=charts.sparkline(each.course.values),
        target=target_words(each.target),
        above=len(each.codes(*ABOVE)),
        below=len(each.codes(*BELOW)),
    )
