"""Owns the pages of lots: the list, recording with makers, the verdict of another person."""

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

from core.errors import DomainError
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.workshop import forms, selectors, services
from programs.workshop.forms import InspectionForm, LotForm
from programs.workshop.views.places import READERS, WRITERS, here, product_titles
from tenants.requests import ViewerRequest

INSPECTORS = ("verifier", "officer")
PAGE = 20


@require_GET
def lot_list(request: ViewerRequest) -> HttpResponse:
    """Lots, newest first, narrowed by `?product=&waiting=&order=`; `waiting=1` are those that wait for inspection."""
    request.viewer.require_here(*READERS)
    titles = product_titles(here(request).code)
    form = forms.LotFilter(request.GET, products=list(titles.items()))
    asked = forms.chosen(form)
    found = selectors.lots(waiting=asked["waiting"] == "1", product=asked["product"], order=asked["order"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (lot, titles.get(lot.product_code, lot.product_code), getattr(lot, "inspection", None)) for lot in page
        ],
        "can_inspect": bool(request.viewer.roles_here.intersection(INSPECTORS)),
        "actor": request.viewer.actor,
        "is_narrowed": any(asked.values()),
    }
    return render(request, "workshop/lot_list.html", context)


@method_decorator(never_cache, name="dispatch")
class RecordPage(View):
    """Records a lot of one session: product, and pieces of each person who was present."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """The form with everybody who was present."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, session, self._form(request, session))

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Record it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, session, data=request.POST)
        if not form.is_valid():
            return self._page(request, session, form, status=422)
        try:
            lot = services.record_lot(
                session, product=form.cleaned_data["product"], makers=form.makers(), by=request.viewer.actor
            )
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, session, form, status=status_of(error))
        messages.success(request, _("Lot %(code)s waits for inspection by another person.") % {"code": lot.code})
        return HttpResponseRedirect(reverse("workshop:lot-list"))

    def _form(self, request: ViewerRequest, session: int, **kwargs: object) -> LotForm:
        products = product_titles(here(request).code, selectors.session(session).program_code)
        present = [
            (row.person_id, f"{row.person.card_number} {row.person.short_name}", row.minutes)
            for row in selectors.present(session)
        ]
        return LotForm(**kwargs, products=list(products.items()), present=present)

    def _page(self, request: ViewerRequest, session: int, form: LotForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "session": selectors.session(session)}
        return render(request, "workshop/lot_record.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class InspectPage(View):
    """Gives the verdict on a lot; never by who recorded it."""

    def get(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """The form, everything accepted until said otherwise."""
        request.viewer.require_here(*INSPECTORS)
        row = selectors.lot(lot)
        return self._page(request, lot, InspectionForm(initial={"accepted": row.produced}))

    def post(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """Book the verdict, or say on the form why not."""
        request.viewer.require_here(*INSPECTORS)
        form = InspectionForm(request.POST)
        if not form.is_valid():
            return self._page(request, lot, form, status=422)
        try:
            services.inspect_lot(lot, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, lot, form, status=status_of(error))
        messages.success(request, _("The verdict is booked; accepted pieces are in stock."))
        return HttpResponseRedirect(reverse("workshop:lot-list"))

    def _page(self, request: ViewerRequest, lot: int, form: InspectionForm, status: int = 200) -> HttpResponse:
        row = selectors.lot(lot)
        context = {"form": form, "lot": row, "is_own": row.recorded_by == request.viewer.actor}
        return render(request, "workshop/lot_inspect.html", context, status=status)
