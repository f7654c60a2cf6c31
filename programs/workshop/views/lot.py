"""Owns the page of one lot and what is done with it: split, rework, label, the picture of its sealed sample."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import files
from core.errors import DomainError, NotFound
from core.file_responses import served
from core.middleware import status_of
from core.papers import code_image
from programs.records.forms import tell_refusal
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import READERS, WRITERS, here, product_titles
from tenants.requests import ViewerRequest

INSPECTORS = ("verifier", "officer")


@never_cache
@require_GET
def lot_detail(request: ViewerRequest, lot: int) -> HttpResponse:
    """Everything known of a lot: verdict, makers by card number, what went in, values, pieces and their movements."""
    request.viewer.require_here(*READERS)
    row = selectors.lots().filter(pk=lot).first() or selectors.lot(lot)
    prison = here(request).code
    plan = selectors.quality_plan(prison, row.program_code).by_code()
    steps = selectors.step_titles(prison, row.program_code)
    file = selectors.lot_file(row)
    inspection = getattr(row, "inspection", None)
    context = {
        "lot": row,
        "title": product_titles(prison).get(row.product_code, row.product_code),
        "file": file,
        "inspection": inspection,
        "causes": [
            (each, plan[each["cause"]].title if each["cause"] in plan else _("another reason"))
            for each in (inspection.causes if inspection else ())
        ],
        "measurements": [(each, plan.get(each.characteristic)) for each in file.measurements],
        "makers": [(each, steps.get(each.step, each.step)) for each in file.makers],
        "tree": selectors.provenance(row),
        "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
        "can_inspect": _may_inspect(request, row, inspection),
        "lying": next((each.pieces for each in file.balances if each.place == "workshop"), 0),
    }
    return render(request, "workshop/lot_detail.html", context)


@never_cache
@require_GET
def label(request: ViewerRequest, lot: int) -> HttpResponse:
    """A label to print: code, product, day, pieces, and a QR code of the lot's code; nothing that leads to a person."""
    request.viewer.require_here(*READERS)
    row = selectors.lot(lot)
    place = here(request)
    context = {
        "lot": row,
        "title": product_titles(place.code).get(row.product_code, row.product_code),
        "place": place,
        "code": f"data:image/svg+xml,{quote(code_image(row.code))}",
    }
    return render(request, "workshop/lot_label.html", context)


@never_cache
@require_GET
def photo(request: ViewerRequest, lot: int) -> HttpResponseBase:
    """The picture of the sealed sample, to be saved."""
    request.viewer.require_here(*READERS)
    found = getattr(selectors.lots().filter(pk=lot).first(), "inspection", None)
    kept = files.kept([found.photo], purpose="lot_sample") if found is not None and found.photo else []
    if not kept:
        rule = _("This lot has no picture of a sealed sample.")
        raise NotFound(code="photo-missing", field="lot", value=lot, rule=rule)
    return served(kept[0])


@method_decorator(never_cache, name="dispatch")
class SplitPage(View):
    """Splits what lies of a lot in the workshop into new lots."""

    def get(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """How many pieces each."""
        request.viewer.require_here(*WRITERS)
        return _split_page(request, lot, forms.SplitForm())

    def post(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """Split it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = forms.SplitForm(request.POST)
        if not form.is_valid():
            return _split_page(request, lot, form, status=422)
        try:
            children = services.split_lot(lot, pieces=form.cleaned_data["pieces"], by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return _split_page(request, lot, form, status=status_of(error))
        codes = ", ".join(child.code for child in children)
        messages.success(request, _("New lots: %(codes)s.") % {"codes": codes})
        return HttpResponseRedirect(reverse("workshop:lot-detail", args=[lot]))


@method_decorator(never_cache, name="dispatch")
class MergePage(View):
    """Merges pieces of lots of one product and owner into a new lot."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The lots that may be merged."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, self._form(request))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Merge them, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            merged = services.merge_lots(form.pieces(), by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, status=status_of(error))
        messages.success(request, _("New lot: %(code)s.") % {"code": merged.code})
        return HttpResponseRedirect(reverse("workshop:lot-detail", args=[merged.pk]))

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.MergeForm:
        titles = product_titles(here(request).code)
        lots = [
            (lot.pk, f"{titles.get(lot.product_code, lot.product_code)} · {lot.code}", pieces)
            for lot, pieces in selectors.mergeable_lots()
        ]
        return forms.MergeForm(lots=lots, **kwargs)

    def _page(self, request: ViewerRequest, form: forms.MergeForm, status: int = 200) -> HttpResponse:
        return render(request, "workshop/lot_merge.html", {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class ReworkPage(View):
    """Records who reworked pieces of a lot, in a session chosen first."""

    def get(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """The sessions to choose from, then everybody who was present."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, lot, self._form(request))

    def post(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """Record it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, lot, form, status=422)
        try:
            reworked = services.rework_lot(lot, self._session(request), makers=form.makers(), by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, lot, form, status=status_of(error))
        told = _("Lot %(code)s waits for inspection by another person.") % {"code": reworked.code}
        messages.success(request, told)
        return HttpResponseRedirect(reverse("workshop:lot-detail", args=[lot]))

    def _session(self, request: ViewerRequest) -> int:
        sent = request.GET.get("session", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0  # noqa: PLR2004 - fits an id

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.ReworkForm:
        present = [
            (row.person_id, f"{row.person.card_number} {row.person.short_name}", row.minutes)
            for row in selectors.present(self._session(request))
        ]
        return forms.ReworkForm(present=present, **kwargs)

    def _page(self, request: ViewerRequest, lot: int, form: forms.ReworkForm, status: int = 200) -> HttpResponse:
        row = selectors.lot(lot)
        recent = selectors.sessions(program=row.program_code).filter(day__gte=row.made_on)[:20]
        chosen = self._session(request)
        context = {
            "lot": row,
            "form": form,
            "sessions": [(each, each.pk == chosen) for each in recent],
            "chosen": chosen,
            "waiting": selectors.rework_open(row),
        }
        return render(request, "workshop/lot_rework.html", context, status=status)


def _may_inspect(request: ViewerRequest, row: selectors.Lot, inspection: object) -> bool:
    may = bool(request.viewer.roles_here.intersection(INSPECTORS))
    return may and inspection is None and row.is_inspected_itself and row.recorded_by != request.viewer.actor


def _split_page(request: ViewerRequest, lot: int, form: forms.SplitForm, status: int = 200) -> HttpResponse:
    return render(request, "workshop/lot_split.html", {"lot": selectors.lot(lot), "form": form}, status=status)
