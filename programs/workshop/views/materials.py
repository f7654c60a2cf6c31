"""Owns the pages of materials: deliveries and what is left of them, receiving, and each change with its reason."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
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
from programs.workshop.views.places import READERS, WRITERS, here
from tenants.requests import ViewerRequest

PAGE = 20
SHOWN_LOTS = 40
# one address for each change; the form that asks for it and the act that does it
ACTS: dict[str, tuple[type[django_forms.Form], Callable[..., None]]] = {
    "pakai": (forms.UseForm, services.use_material),
    "susut": (forms.WasteForm, services.waste_material),
    "kembali": (forms.ReturnForm, services.return_material),
    "hitung": (forms.CountForm, services.count_material),
}


@require_GET
def material_list(request: ViewerRequest) -> HttpResponse:
    """What is left of each material, what is running out or expiring, and every delivery."""
    request.viewer.require_here(*READERS)
    place = here(request)
    planned = selectors.planned_materials(place.code)
    day = clock.today(place.timezone)
    form = forms.MaterialFilter(request.GET, materials=[(each.code, each.title) for each in planned.values()])
    asked = forms.chosen(form)
    page = Paginator(selectors.materials(**asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "stock": [(row, _title(planned, row.material_code)) for row in selectors.material_stock(day)],
        "expiring": [(row, _title(planned, row.material_code)) for row in selectors.expiring_materials(day)],
        "rows": [(row, _title(planned, row.material_code)) for row in page],
        "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
        "is_narrowed": any(value for name, value in asked.items() if name != "order"),
        "day": day,
    }
    return render(request, "workshop/material_list.html", context)


@method_decorator(never_cache, name="dispatch")
class ReceivePage(View):
    """Enters a delivery."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form, for today."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, self._form(request, initial={"received_on": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Enter it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            material = services.receive_material(form.delivery(), by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, status=status_of(error))
        messages.success(request, _("Delivery %(code)s is entered.") % {"code": material.code})
        return HttpResponseRedirect(reverse("workshop:material-list"))

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.DeliveryForm:
        place = here(request)
        planned = selectors.planned_materials(place.code).values()
        valid = selectors.valid_agreements(clock.today(place.timezone))
        return forms.DeliveryForm(
            materials=[(each.code, f"{each.title} ({each.unit_title})") for each in planned],
            agreements=[(each.pk, f"{each.number} · {each.partner}") for each in valid],
            **kwargs,
        )

    def _page(self, request: ViewerRequest, form: forms.DeliveryForm, status: int = 200) -> HttpResponse:
        return render(request, "workshop/material_receive.html", {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class MaterialPage(View):
    """One delivery: what happened to it, and what may be done with what is left."""

    def get(self, request: ViewerRequest, material: int) -> HttpResponse:
        """As it is stored."""
        request.viewer.require_here(*READERS)
        return self._page(request, material)

    def post(self, request: ViewerRequest, material: int) -> HttpResponse:
        """Use, waste, give back or count, as `act` says; or say on its form why not."""
        request.viewer.require_here(*WRITERS)
        name = request.POST.get("act", "")
        if name not in ACTS:
            return self._page(request, material, status=422)
        form = self._form(name, selectors.material(material), data=request.POST)
        if not form.is_valid():
            return self._page(request, material, {name: form}, status=422)
        try:
            ACTS[name][1](material, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, material, {name: form}, status=status_of(error))
        messages.success(request, _("It is booked; the balance below is the new one."))
        return HttpResponseRedirect(reverse("workshop:material-detail", args=[material]))

    def _form(self, name: str, row: Any, **kwargs: Any) -> django_forms.Form:
        kind = ACTS[name][0]
        if kind is forms.UseForm:
            fits = selectors.lots(owner="partner") if row.owner == "partner" else selectors.lots()
            recent = fits.filter(made_on__gte=row.received_on, session__isnull=False)[:SHOWN_LOTS]
            kwargs["lots"] = [(lot.pk, f"{lot.code} · {lot.product_code}") for lot in recent]
        return kind(initial={"version": row.version}, auto_id=f"{name}-%s", **kwargs)

    def _page(
        self, request: ViewerRequest, material: int, sent: dict[str, django_forms.Form] | None = None, status: int = 200
    ) -> HttpResponse:
        row = selectors.material(material)
        titles = {
            "pakai": _("Use in a lot"),
            "susut": _("Waste"),
            "kembali": _("Give back"),
            "hitung": _("Count again"),
        }
        names = [name for name in ACTS if name != "kembali" or row.owner == "partner"]
        may_write = bool(request.viewer.roles_here.intersection(WRITERS))
        acts = [(name, titles[name], (sent or {}).get(name) or self._form(name, row)) for name in names if may_write]
        context = {
            "material": row,
            "title": _title(selectors.planned_materials(here(request).code), row.material_code),
            "movements": selectors.material_movements(material),
            "acts": [(name, title, form, name in (sent or {})) for name, title, form in acts],
        }
        return render(request, "workshop/material_detail.html", context, status=status)


def _title(planned: dict[str, selectors.PlannedMaterial], code: str) -> str:
    return planned[code].title if code in planned else code
