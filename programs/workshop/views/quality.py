"""Owns the quality page: accepted at once, what the rest lacked, and each measured value over the lots."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import charts, clock
from programs.workshop import forms, selectors
from programs.workshop.selectors.quality import Course, Defect
from programs.workshop.views.places import READERS, here, product_titles, program_titles
from tenants.requests import ViewerRequest

DAYS = 365


@require_GET
def quality(request: ViewerRequest) -> HttpResponse:
    """The lots of the last year, of one product if asked."""
    request.viewer.require_here(*READERS)
    place = here(request)
    titles = product_titles(place.code)
    form = forms.QualityFilter(request.GET, products=list(titles.items()))
    asked = forms.chosen(form)
    day = clock.today(place.timezone)
    since = day - timedelta(days=DAYS)
    found = selectors.inspections(product=asked["product"], since=since, until=day)
    plan = characteristics(place.code)
    context = {
        "form": form,
        "since": since,
        "day": day,
        "products": [
            (row, titles.get(row.product_code, row.product_code)) for row in selectors.first_pass_by_product(found)
        ],
        "defects": [_defect(row, plan) for row in selectors.defects(found)],
        "courses": [_course(row, plan) for row in selectors.courses(found)],
        "is_narrowed": bool(asked["product"]),
    }
    return render(request, "workshop/quality.html", context)


def characteristics(prison: str) -> dict[str, selectors.Characteristic]:
    """Every characteristic of the programs a prison runs, by code."""
    found: dict[str, selectors.Characteristic] = {}
    for program in program_titles(prison):
        found |= selectors.quality_plan(prison, program).by_code()
    return found


def _defect(row: Defect, plan: dict[str, selectors.Characteristic]) -> dict[str, object]:
    title = plan[row.cause].title if row.cause in plan else _("another reason")
    return {"title": title, "pieces": row.pieces, "cumulative": f"{row.cumulative:.0%}"}


def _course(row: Course, plan: dict[str, selectors.Characteristic]) -> dict[str, object]:
    planned = plan.get(row.characteristic)
    control = row.control
    chart = charts.trend(
        [(point.code, point.value) for point in row.points],
        centre=control.centre if control else None,
        low=control.low if control else None,
        high=control.high if control else None,
        target=float(planned.target) if planned and planned.target is not None else None,
        unit=planned.unit_title if planned else row.unit,
    )
    points = [(point, control is not None and not control.low <= point.value <= control.high) for point in row.points]
    return {
        "title": planned.title if planned else row.characteristic,
        "unit": planned.unit_title if planned else row.unit,
        "limits": planned.limits if planned else "",
        "source": planned.source if planned else "",
        "chart": chart,
        "control": control,
        "points": points,
    }
