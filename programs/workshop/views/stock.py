"""Owns the stock page: pieces of each product at each place, movements, and the way to the marketplace."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from programs.workshop import selectors
from programs.workshop.views.places import STOCK_READERS, here, product_titles
from tenants.requests import ViewerRequest

RELEASERS = ("head", "officer")
PAGE = 20


@require_GET
def stock(request: ViewerRequest) -> HttpResponse:
    """Stock by product, and every movement, newest first."""
    request.viewer.require_here(*STOCK_READERS)
    place = here(request)
    titles = product_titles(place.code)
    rows = [(row, titles.get(row.product_code, row.product_code)) for row in selectors.stock()]
    page = Paginator(selectors.movements(), PAGE).get_page(request.GET.get("page"))
    may_release = bool(request.viewer.roles_here.intersection(RELEASERS)) and place.kind != "lpka"
    # one key for the page: a button pressed twice releases once
    found = {"rows": rows, "page": page, "may_release": may_release, "key": uuid.uuid4()}
    return render(request, "workshop/stock.html", found)
