"""Owns printing statements: of one person, or of a program or block in parts. An officer's sheets carry no money."""

from datetime import date, timedelta
from math import ceil
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from core import clock
from programs.earnings.services.statements import MOST, Month, print_statements
from programs.library.selectors import adopted_programs
from programs.people import selectors as people
from programs.workshop import selectors as workshop
from tenants.requests import ViewerRequest
from tenants.viewer import Place

READERS = ("head", "treasurer", "officer")
WITH_MONEY = frozenset({"head", "treasurer"})
MONTHS = 12


class StatementForm(forms.Form):
    """Which month, and for a batch which program, which block, and which part of them."""

    month = forms.ChoiceField(label=_("Month"))
    program = forms.ChoiceField(label=_("Programme"), required=False)
    block = forms.CharField(label=_("Block"), max_length=40, required=False)
    part = forms.IntegerField(min_value=1, max_value=1000, required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, today: date, programs: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = {"month": _month_choices(today), "program": [("", _("Every programme")), *programs]}
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]

    @property
    def first(self) -> date:
        """The first day of the chosen month; only after is_valid()."""
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")


@method_decorator(never_cache, name="dispatch")
class BatchPage(View):
    """The people of a program or block, in parts of as many sheets as are printed at once."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """How many people that are and the parts to print (`?month=&program=&block=`)."""
        request.viewer.require_here(*READERS)
        today = clock.today(_here(request).timezone)
        form = _form(request, {"month": f"{today:%Y-%m}", **request.GET.dict()}, today)
        return self._page(request, form, today)

    def post(self, request: ViewerRequest) -> HttpResponse:
        """The sheets of one part as a PDF."""
        _check(request)
        today = clock.today(_here(request).timezone)
        form = _form(request, request.POST, today)
        if not form.is_valid():
            return self._page(request, form, today, status=422)
        start = ((form.cleaned_data["part"] or 1) - 1) * MOST
        found = list(_chosen(form, today)[start : start + MOST])
        return _printed(request, found, form.first)

    def _page(self, request: ViewerRequest, form: StatementForm, today: date, *, status: int = 200) -> HttpResponse:
        total = _chosen(form, today).count() if form.is_valid() else 0
        parts = [(part, (part - 1) * MOST + 1, min(part * MOST, total)) for part in range(1, ceil(total / MOST) + 1)]
        context = {"form": form, "total": total, "parts": parts, "with_money": _with_money(request)}
        return render(request, "earnings/statements.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class PersonPage(View):
    """One person's work of a month, and the statement to print. No amount stands on the page, for anybody."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Sessions, hours and pieces of a month (`?month=`)."""
        request.viewer.require_here(*READERS)
        today = clock.today(_here(request).timezone)
        form = _form(request, {"month": f"{today:%Y-%m}", **request.GET.dict()}, today)
        return self._page(request, person, form, today)

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The folded sheet as a PDF."""
        _check(request)
        today = clock.today(_here(request).timezone)
        form = _form(request, request.POST, today)
        if not form.is_valid():
            return self._page(request, person, form, today, status=422)
        return _printed(request, [people.person(person)], form.first)

    def _page(
        self, request: ViewerRequest, person: int, form: StatementForm, today: date, *, status: int = 200
    ) -> HttpResponse:
        who = people.person(person)
        month = Month.of(form.first if form.is_valid() else today.replace(day=1), today)
        done = workshop.work_of([person], month.first, month.last)[person]
        context = {
            "person": who,
            "form": form,
            "work": done,
            "hours": divmod(done.minutes, 60),
            "with_money": _with_money(request),
        }
        return render(request, "earnings/statement.html", context, status=status)


def _here(request: ViewerRequest) -> Place:
    assert request.viewer.prison is not None  # noqa: S101 - the prison's URLconf is served on prison hosts only
    return request.viewer.prison


def _with_money(request: ViewerRequest) -> bool:
    return bool(request.viewer.roles_here & WITH_MONEY)


def _check(request: ViewerRequest) -> None:
    """Sheets with money need the full factor; an officer's carry none."""
    request.viewer.require_here(*READERS)
    if _with_money(request):
        request.viewer.require_full_factor()


def _form(request: ViewerRequest, given: Any, today: date) -> StatementForm:
    is_indonesian = (get_language() or "id").startswith("id")
    adopted = adopted_programs(_here(request).code)
    programs = [(each.code, each.title_id if is_indonesian else each.title_en) for each in adopted]
    return StatementForm(given, today=today, programs=programs)


def _chosen(form: StatementForm, today: date) -> QuerySet[people.Person]:
    last = Month.of(form.first, today).last
    found = people.persons(last, program=form.cleaned_data["program"], order="card")
    block = form.cleaned_data["block"]
    return found.filter(Q(block__iexact=block)) if block else found


def _month_choices(today: date) -> list[tuple[str, str]]:
    months, first = [], today.replace(day=1)
    for _number in range(MONTHS):
        months.append((f"{first:%Y-%m}", date_format(first, "F Y")))
        first = (first - timedelta(days=1)).replace(day=1)
    return months


def _printed(request: ViewerRequest, found: Any, first: date) -> HttpResponse:
    is_demo = settings.DEMO or _here(request).is_demo
    made = print_statements(found, first, with_money=_with_money(request), is_demo=is_demo, by=request.viewer.actor)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="statements-{first:%Y-%m}.pdf"'
    return response
