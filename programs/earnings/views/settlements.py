"""Owns the list of settled sales, as a page and as a file: every rupiah of each sale, by the rule that divided it."""

import csv

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.earnings import selectors, words
from programs.earnings.views.overview import READERS, shown
from programs.records.cells import cell
from tenants.requests import ViewerRequest

PAGE_SIZE = 50
MONEY = ("total", "material_cost", "advance", "premi", "pnbp", "capital", "undivided")
COLUMNS = ("booked_on", "part", "scheme", "decree_number", "legal_basis", *MONEY, "source", "demo")


@require_safe
def list_settlements(request: ViewerRequest) -> HttpResponse:
    """Settled sales, the newest first."""
    request.viewer.require_here(*READERS)
    page = Paginator(selectors.settlements(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {"row": row, "part": str(row.part)[:8], "amounts": [shown(getattr(row, name)) for name in MONEY]}
        for row in page
    ]
    schemes = {row.scheme_id: row.scheme for row in page}.values()
    rules = [{"scheme": scheme, "verification": words.verification(scheme)} for scheme in schemes]
    return render(request, "earnings/settlement_list.html", {"page": page, "rows": rows, "rules": rules})


@require_safe
def export_settlements(request: ViewerRequest) -> HttpResponse:
    """All settled sales as CSV, the newest first; whole rupiah, days in the prison's time zone."""
    request.viewer.require_here(*READERS)
    request.viewer.require_full_factor()
    place = request.viewer.prison
    assert place is not None  # noqa: S101 - these addresses exist on a prison's host only
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="settlements-{place.code}.csv"'
    is_demo = "true" if settings.DEMO or place.is_demo else "false"
    with timezone.override(place.timezone):
        file = csv.writer(response)
        file.writerow(COLUMNS)
        for row in selectors.settlements():
            amounts = [getattr(row, name) for name in MONEY]
            rule = (row.scheme.code, cell(row.scheme.decree_number), words.verification(row.scheme))
            day = timezone.localdate(row.booked_at)
            file.writerow([day, row.part, *rule, *amounts, row.scheme.source, is_demo])
    return response
