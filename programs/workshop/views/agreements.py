"""Owns the pages of agreements with partners: the list, one with its files, entering, mending and ending it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock, files
from core.file_responses import served
from programs.library.selectors import adopted_programs
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import ask_page, asked, officer_choices
from programs.workshop.views.places import here, product_titles, program_titles
from programs.workshop.views.sheets import sheet
from tenants.requests import ViewerRequest

AGREEMENT_READERS = ("head", "officer", "verifier", "treasurer")
PAGE = 20


@never_cache
@require_GET
def agreement_list(request: ViewerRequest) -> HttpResponse:
    """Agreements, the next to end first, narrowed by `?state=&kind=&order=`."""
    request.viewer.require_here(*AGREEMENT_READERS)
    today = clock.today(here(request).timezone)
    form = forms.AgreementFilter(request.GET)
    asked_for = forms.chosen(form)
    page = Paginator(selectors.agreements(today, **asked_for), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.last_day and (row.last_day - today).days) for row in page],
        "today": today,
        "may_write": "head" in request.viewer.roles_here,
        "is_narrowed": any(asked_for.values()),
    }
    return render(request, "workshop/agreement_list.html", context)


@never_cache
@require_GET
def agreement_export(request: ViewerRequest) -> HttpResponse:
    """The agreements that the list shows."""
    request.viewer.require_here(*AGREEMENT_READERS)
    today = clock.today(here(request).timezone)
    found = selectors.agreements(today, **forms.chosen(forms.AgreementFilter(request.GET)))
    heading = (
        "number",
        "partner",
        "kind",
        "material",
        "export",
        "first",
        "last",
        "ended_on",
        "reason",
        "sessions",
        "rates",
    )
    rows = (
        (
            row.number, row.partner, row.kind, row.material_by, str(row.is_export).lower(), row.first_day, row.last_day,
            row.ended_on, row.ended_reason, row.sessions,  # type: ignore[attr-defined]
            "; ".join(f"{code} {rupiah}" for code, rupiah in sorted(row.rates.items())),
        )
        for row in found
    )  # fmt: skip
    return sheet(request, "agreements", heading, rows)


@method_decorator(never_cache, name="dispatch")
class AgreementPage(View):
    """One agreement with its files; a file is attached here."""

    def get(self, request: ViewerRequest, agreement: int) -> HttpResponse:
        """As it is stored."""
        request.viewer.require_here(*AGREEMENT_READERS)
        return _page(request, agreement)

    def post(self, request: ViewerRequest, agreement: int) -> HttpResponse:
        """Attach a file, or say why not."""
        request.viewer.require_here("head")
        selectors.agreement(agreement)
        form = forms.FileForm(request.POST, request.FILES)

        def act() -> str:
            file = form.cleaned_data["file"]
            services.attach_agreement_file(agreement, file, name=file.name, by=request.viewer.actor)
            messages.success(request, _("The file is kept with the agreement."))
            return reverse("workshop:agreement", args=[agreement])

        return asked(form, act, lambda form, status: _page(request, agreement, status, file=form))


@method_decorator(never_cache, name="dispatch")
class EndPage(View):
    """Ends an agreement early."""

    def post(self, request: ViewerRequest, agreement: int) -> HttpResponse:
        """End it, or say why not."""
        request.viewer.require_here("head")
        selectors.agreement(agreement)
        form = forms.EndAgreementForm(request.POST)

        def act() -> str:
            services.end_agreement(agreement, **form.cleaned_data, by=request.viewer.actor)
            messages.success(request, _("The agreement ends with the day before."))
            return reverse("workshop:agreement", args=[agreement])

        return asked(form, act, lambda form, status: _page(request, agreement, status, end=form))


@method_decorator(never_cache, name="dispatch")
class WritePage(View):
    """Enters a new agreement, or mends one that nothing rests on yet."""

    def get(self, request: ViewerRequest, agreement: int | None = None) -> HttpResponse:
        """The form, empty or as it is stored."""
        request.viewer.require_here("head")
        row = selectors.agreement(agreement) if agreement else None
        return self._page(request, self._form(request, initial=_initial(request, row)), 200, row)

    def post(self, request: ViewerRequest, agreement: int | None = None) -> HttpResponse:
        """Save it, or say on the form why not."""
        request.viewer.require_here("head")
        row = selectors.agreement(agreement) if agreement else None
        form = self._form(request, data=request.POST)
        return asked(
            form, lambda: self._save(request, form, row), lambda form, status: self._page(request, form, status, row)
        )

    def _save(self, request: ViewerRequest, form: forms.AgreementForm, row: selectors.Agreement | None) -> str:
        facts = form.terms
        name = dict(officer_choices(request))[facts["supervisor"]]
        facts |= {"supervisor": UUID(facts["supervisor"]), "supervisor_name": name}
        terms, by = services.AgreementTerms(**facts), request.viewer.actor
        if row is None:
            saved = services.add_agreement(terms, by=by)
        else:
            seen = request.POST.get("version", "")
            version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0  # noqa: PLR2004 - fits an integer
            saved = services.change_agreement(row.pk, terms, version=version, by=by)
        messages.success(request, _("The agreement is saved."))
        return reverse("workshop:agreement", args=[saved.pk])

    def _form(self, request: ViewerRequest, **kwargs: Any) -> forms.AgreementForm:
        place = here(request)
        programs, products = program_titles(place.code), product_titles(place.code)
        return forms.AgreementForm(
            **kwargs,
            programs=list(programs.items()),
            products=list(products.items()),
            officers=officer_choices(request),
        )

    def _page(self, request: ViewerRequest, form: Any, status: int, row: selectors.Agreement | None) -> HttpResponse:
        back = reverse("workshop:agreement", args=[row.pk]) if row else reverse("workshop:agreement-list")
        title = _("Mend the agreement") if row else _("Enter an agreement")
        text = _("Once a session or slot rests on it the terms no longer change: end it early and enter a new one.")
        if row:
            form.fields["version"] = forms.version_field(row.version)
        return ask_page(request, form, status, title=title, back=back, submit=_("Save the agreement"), text=text)


@require_GET
def agreement_file(request: ViewerRequest, agreement: int, file: UUID) -> FileResponse:
    """One file of an agreement."""
    request.viewer.require_here(*AGREEMENT_READERS)
    return served(files.kept([selectors.agreement_file(agreement, file)], purpose=services.AGREEMENT_FILES)[0])


def _initial(request: ViewerRequest, row: selectors.Agreement | None) -> dict[str, Any]:
    if row is None:
        today = clock.today(here(request).timezone)
        return {
            "signed_on": today,
            "first": today,
            "last": today + timedelta(days=364),
            "supervisor": str(request.viewer.account),
            "programs": [each.code for each in adopted_programs(here(request).code)][:1],
        }
    fields = ("partner", "number", "signed_on", "kind", "material_by", "is_export", "programs", "supervision")
    rates = {f"rate-{code}": rupiah for code, rupiah in row.rates.items()}
    facts = {name: getattr(row, name) for name in fields}
    return {**facts, **rates, "first": row.first_day, "last": row.last_day, "supervisor": str(row.supervisor_id)}


def _page(request: ViewerRequest, agreement: int, status: int = 200, **told: object) -> HttpResponse:
    row = selectors.agreement(agreement)
    place = here(request)
    programs, products = program_titles(place.code), product_titles(place.code)
    planned, held = selectors.sessions_of_agreement(agreement)
    today = clock.today(place.timezone)
    may_write = "head" in request.viewer.roles_here
    context = {
        "row": row,
        "today": today,
        "programs": [programs.get(code, code) for code in row.programs],
        "rates": [(products.get(code, code), rupiah) for code, rupiah in sorted(row.rates.items())],
        "files": files.kept(row.files, purpose=services.AGREEMENT_FILES),
        "sessions": planned,
        "held": held,
        "may_write": may_write,
        "may_change": may_write and row.ended_on is None and not selectors.is_agreement_used(agreement),
        "may_end": may_write and row.ended_on is None and row.is_open_on(today),
        "file": forms.FileForm(),
        "end": forms.EndAgreementForm(initial={"on": today}),
        **told,
    }
    return render(request, "workshop/agreement.html", context, status=status)
