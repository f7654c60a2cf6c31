"""Owns the pages of lots: the list, recording with makers, the verdict of another person."""

from datetime import date
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

from core.errors import DomainError
from core.middleware import status_of
from programs.library.words import number
from programs.records.forms import tell_refusal
from programs.workshop import forms, selectors, services
from programs.workshop.forms import InspectionForm, LotForm
from programs.workshop.views.places import READERS, WRITERS, here, product_titles
from tenants.requests import ViewerRequest

INSPECTORS = ("verifier", "officer")
PAGE = 20
MOST_INPUTS = 40
SAMPLES, MOST_SAMPLES = 5, 30  # of each characteristic on the form


@require_GET
def lot_list(request: ViewerRequest) -> HttpResponse:
    """The board of lots; with `?state=&product=&kind=&owner=&order=` the list, `waiting=1` those that wait for inspection."""
    request.viewer.require_here(*READERS)
    titles = product_titles(here(request).code)
    form = forms.LotFilter(request.GET, products=list(titles.items()))
    asked = forms.chosen(form)
    is_waiting = request.GET.get("waiting") == "1"
    page = Paginator(selectors.lots(waiting=is_waiting, **asked), PAGE).get_page(request.GET.get("page"))
    is_list = is_waiting or any(asked.values()) or "page" in request.GET
    context = {
        "form": form,
        "page": page,
        "rows": [
            (lot, titles.get(lot.product_code, lot.product_code), getattr(lot, "inspection", None)) for lot in page
        ],
        "columns": () if is_list else _columns(titles),
        "can_inspect": bool(request.viewer.roles_here.intersection(INSPECTORS)),
        "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
        "actor": request.viewer.actor,
        "is_narrowed": is_waiting or any(asked.values()),
    }
    return render(request, "workshop/lot_list.html", context)


def _columns(titles: dict[str, str]) -> list[tuple[selectors.Board, str, list[tuple[selectors.Lot, str]]]]:
    """The board's columns with their titles, and each lot with the title of its product."""
    words = {
        "waiting": _("Waits for inspection"),
        "inspected": _("Inspected"),
        "rework": _("Rework open"),
        "offered": _("Offered"),
    }
    return [
        (each, words[each.state], [(lot, titles.get(lot.product_code, lot.product_code)) for lot in each.lots])
        for each in selectors.board()
    ]


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
                session,
                product=form.cleaned_data["product"],
                makers=form.makers(),
                inputs=form.inputs(),
                by=request.viewer.actor,
            )
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, session, form, status=status_of(error))
        messages.success(request, _("Lot %(code)s waits for inspection by another person.") % {"code": lot.code})
        return HttpResponseRedirect(reverse("workshop:lot-list"))

    def _form(self, request: ViewerRequest, session: int, **kwargs: Any) -> LotForm:
        prison, row = here(request).code, selectors.session(session)
        present = [
            (each.person_id, f"{each.person.card_number} {each.person.short_name}", each.minutes)
            for each in selectors.present(session)
        ]
        return LotForm(
            **kwargs,
            products=list(product_titles(prison, row.program_code).items()),
            present=present,
            steps=list(selectors.step_titles(prison, row.program_code).items()),
            materials=_material_choices(prison, row.day),
            lots=[
                (lot.pk, _("Pieces of lot %(lot)s (%(there)d there)") % {"lot": lot.code, "there": there})
                for lot, there in selectors.usable_lots(row.day)[:MOST_INPUTS]
            ],
        )

    def _page(self, request: ViewerRequest, session: int, form: LotForm, status: int = 200) -> HttpResponse:
        sent = [name for name, value in request.POST.items() if value]
        context = {
            "form": form,
            "session": selectors.session(session),
            "with_steps": "langkah" in request.GET or any(name.startswith("step-") for name in sent),
            "inputs_sent": any(name.startswith(("material-", "lot-")) for name in sent),
        }
        return render(request, "workshop/lot_record.html", context, status=status)


def _material_choices(prison: str, day: date) -> list[tuple[int, str]]:
    planned = selectors.planned_materials(prison)
    rows = []
    for row in selectors.usable_materials(day)[:MOST_INPUTS]:
        title = planned[row.material_code].title if row.material_code in planned else row.material_code
        rows.append((row.pk, f"{title} {row.code} ({number(float(row.balance))} {row.unit})"))
    return rows


@method_decorator(never_cache, name="dispatch")
class InspectPage(View):
    """Gives the verdict on a lot; never by who recorded it."""

    def get(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """The form, everything accepted until said otherwise."""
        request.viewer.require_here(*INSPECTORS)
        row = selectors.lot(lot)
        return self._page(request, lot, self._form(request, row, initial={"accepted": row.produced}))

    def post(self, request: ViewerRequest, lot: int) -> HttpResponse:
        """Book the verdict, or say on the form why not."""
        request.viewer.require_here(*INSPECTORS)
        form = self._form(request, selectors.lot(lot), data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._page(request, lot, form, status=422)
        try:
            services.inspect_lot(lot, **form.pieces(), by=request.viewer.actor, findings=form.findings())
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, lot, form, status=status_of(error))
        messages.success(request, _("The verdict is booked; accepted pieces are in stock."))
        return HttpResponseRedirect(reverse("workshop:lot-detail", args=[lot]))

    def _form(self, request: ViewerRequest, row: selectors.Lot, **kwargs: Any) -> InspectionForm:
        """As many samples as the plan asks for, at most those asked for; more on request."""
        plan = selectors.quality_plan(here(request).code, row.program_code)
        most = _samples_asked(request)
        planned = [(each, min(plan.samples(each, row.produced), most)) for each in plan.characteristics]
        return InspectionForm(planned=planned, **kwargs)

    def _page(self, request: ViewerRequest, lot: int, form: InspectionForm, status: int = 200) -> HttpResponse:
        row, shown = selectors.lot(lot), _samples_asked(request)
        plan = selectors.quality_plan(here(request).code, row.program_code)
        planned = max((plan.samples(each, row.produced) for each in plan.characteristics), default=0)
        context = {
            "form": form,
            "lot": row,
            "is_own": row.recorded_by == request.viewer.actor,
            "more_samples": min(planned, MOST_SAMPLES) if planned > shown and shown < MOST_SAMPLES else 0,
        }
        return render(request, "workshop/lot_inspect.html", context, status=status)


def _samples_asked(request: ViewerRequest) -> int:
    sent = request.GET.get("contoh", "")
    return min(int(sent), MOST_SAMPLES) if sent.isascii() and sent.isdigit() and len(sent) <= len("200") else SAMPLES
