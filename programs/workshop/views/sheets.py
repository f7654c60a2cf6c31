"""Owns the workshop's downloads: the lists as CSV, marked when invented, for who has shown the full factor."""

import csv
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from programs.records.cells import cell
from programs.records.services import record
from programs.workshop import forms, selectors
from programs.workshop.views.places import READERS, STOCK_READERS, here, product_titles, program_titles
from tenants.requests import ViewerRequest


@never_cache
@require_GET
def sessions(request: ViewerRequest) -> HttpResponse:
    """The sessions that the list shows."""
    request.viewer.require_here(*READERS)
    programs = list(program_titles(here(request).code).items())
    found = selectors.sessions(
        **forms.chosen(forms.SessionFilter(request.GET, programs=programs)), today=clock.today(here(request).timezone)
    )
    heading = ("day", "starts", "ends", "program", "place", "marked", "present", "closed")
    rows = (
        (s.day, s.starts, s.ends, s.program_code, s.place, s.marked, s.attended, str(s.is_closed).lower())  # type: ignore[attr-defined]
        for s in found
    )
    return sheet(request, "sessions", heading, rows)


@never_cache
@require_GET
def lots(request: ViewerRequest) -> HttpResponse:
    """The lots that the list shows."""
    request.viewer.require_here(*READERS)
    asked = forms.chosen(forms.LotFilter(request.GET, products=list(product_titles(here(request).code).items())))
    found = selectors.lots(waiting=request.GET.get("waiting") == "1", **asked)
    heading = ("lot", "kind", "owner", "product", "day", "pieces", "accepted", "rejected", "rework")
    rows = (
        (lot.code, lot.kind, lot.owner, lot.product_code, lot.made_on, lot.produced, *_verdict(lot)) for lot in found
    )
    return sheet(request, "lots", heading, rows)


@never_cache
@require_GET
def movements(request: ViewerRequest) -> HttpResponse:
    """Every movement of stock."""
    request.viewer.require_here(*STOCK_READERS)
    heading = ("at", "lot", "product", "from", "to", "pieces", "reference")
    rows = (
        (f"{m.at:%Y-%m-%dT%H:%M:%SZ}", m.lot.code, m.lot.product_code, m.from_place, m.to_place, m.pieces, m.reference)
        for m in selectors.movements()
    )
    return sheet(request, "stock", heading, rows)


@never_cache
@require_GET
def balances(request: ViewerRequest) -> HttpResponse:
    """The balances that the list shows."""
    request.viewer.require_here(*STOCK_READERS)
    products = list(product_titles(here(request).code).items())
    found = selectors.balances(**forms.chosen(forms.BalanceFilter(request.GET, products=products)))
    heading = ("lot", "product", "day", "owner", "place", "pieces")
    rows = ((b.lot.code, b.lot.product_code, b.lot.made_on, b.lot.owner, b.place, b.pieces) for b in found)
    return sheet(request, "balances", heading, rows)


@never_cache
@require_GET
def materials(request: ViewerRequest) -> HttpResponse:
    """The deliveries that the list shows."""
    request.viewer.require_here(*READERS)
    planned = [(each.code, each.title) for each in selectors.planned_materials(here(request).code).values()]
    found = selectors.materials(**forms.chosen(forms.MaterialFilter(request.GET, materials=planned)))
    heading = ("delivery", "material", "supplier", "owner", "received", "expires", "left", "unit", "unit_cost_idr")
    rows = (
        (
            m.code,
            m.material_code,
            m.supplier,
            m.owner,
            m.received_on,
            m.expires_on or "",
            m.balance,
            m.unit,
            m.unit_cost,
        )
        for m in found
    )
    return sheet(request, "materials", heading, rows)


@never_cache
@require_GET
def quality(request: ViewerRequest) -> HttpResponse:
    """The points of the page's charts: the mean of each lot's samples, by characteristic."""
    request.viewer.require_here(*READERS)
    products = list(product_titles(here(request).code).items())
    asked = forms.chosen(forms.QualityFilter(request.GET, products=products))
    heading = ("characteristic", "unit", "lower", "upper", "lot", "day", "mean", "samples", "moving_range")
    courses = selectors.courses(selectors.inspections(product=asked["product"]))
    rows = (
        (c.characteristic, c.unit, c.lower, c.upper, p.code, p.day, p.value, p.samples, p.moving_range)
        for c in courses
        for p in c.points
    )
    return sheet(request, "quality", heading, rows)


def _verdict(lot: selectors.Lot) -> tuple[object, object, object]:
    found = getattr(lot, "inspection", None)
    return (found.accepted, found.rejected, found.rework) if found else ("", "", "")


def sheet(request: ViewerRequest, name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as CSV, marked when invented, for who has shown the full factor; that it was taken is noted."""
    request.viewer.require_full_factor()
    place = here(request)
    record(f"{name}.exported", by=request.viewer.actor, subject=name)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    day = clock.today(place.timezone)
    response["Content-Disposition"] = f'attachment; filename="{name}-{place.code}-{day}.csv"'
    sheet = csv.writer(response)
    sheet.writerow((*heading, "demo"))
    demo = str(settings.DEMO or place.is_demo).lower()
    sheet.writerows([cell(value) for value in (*row, demo)] for row in rows)
    return response
