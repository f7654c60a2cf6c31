"""Owns the pages of stock: pieces at each place, movements, the way to the marketplace, and counting the workshop."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import STOCK_READERS, WRITERS, here, product_titles
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


@require_GET
def balances(request: ViewerRequest) -> HttpResponse:
    """Pieces by item, lot, owner and place, narrowed by `?product=&owner=&place=&order=`; sums first."""
    request.viewer.require_here(*STOCK_READERS)
    titles = product_titles(here(request).code)
    form = forms.BalanceFilter(request.GET, products=list(titles.items()))
    asked = forms.chosen(form)
    found = selectors.balances(**asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "sums": [(row, titles.get(row.product_code, row.product_code)) for row in selectors.balance_sums(found)],
        "rows": [(row, titles.get(row.lot.product_code, row.lot.product_code)) for row in page],
        "takes": selectors.stock_takes()[:5],
        "can_count": bool(request.viewer.roles_here.intersection(WRITERS)),
        "is_narrowed": any(value for name, value in asked.items() if name != "order"),
    }
    return render(request, "workshop/stock_balances.html", context)


@method_decorator(never_cache, name="dispatch")
class StockTakePage(View):
    """Counts what lies in the workshop and closes the count."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """Every lot that lies there, with what is expected."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, self._form(request, initial={"day": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Close the count, or say on the form why not; what was written stays."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            services.take_stock(form.cleaned_data["day"], lines=form.lines(), by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, status=status_of(error))
        messages.success(request, _("The count is closed; its differences are booked."))
        return HttpResponseRedirect(reverse("workshop:stock-balances"))

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.StockTakeForm:
        titles = product_titles(here(request).code)
        there = selectors.balances(place="workshop", order="oldest")
        lots = [
            (row.lot_id, f"{row.lot.code} · {titles.get(row.lot.product_code, row.lot.product_code)}", row.pieces)
            for row in there
        ]
        return forms.StockTakeForm(lots=lots, **kwargs)

    def _page(self, request: ViewerRequest, form: forms.StockTakeForm, status: int = 200) -> HttpResponse:
        return render(request, "workshop/stock_take.html", {"form": form}, status=status)
