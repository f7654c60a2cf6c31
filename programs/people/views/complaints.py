"""Owns the pages of complaints: the list, its export, one complaint with its answer and notes, and entering one from paper."""

import csv
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.errors import DomainError, Forbidden
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms_complaints import (
    ABOUT_LABELS,
    CATEGORY_LABELS,
    AnswerForm,
    CloseForm,
    ComplaintFilterForm,
    ComplaintForm,
    NoteForm,
    fresh_key,
)
from programs.people.selectors.complaints import READERS
from programs.people.services.exports import export_complaints
from programs.people.views.lists import here
from programs.records.forms import tell_refusal
from programs.records.selectors import notes, staff_here
from tenants.requests import ViewerRequest

PAGE = 50


@never_cache
@require_safe
def complaint_list(request: ViewerRequest) -> HttpResponse:
    """Those complaints that the viewer may see, open ones first by due date (`?state=&category=&order=&page=`)."""
    request.viewer.require_here(*READERS)
    form = ComplaintFilterForm(request.GET)
    chosen = form.chosen
    today = clock.today(here(request).timezone)
    found = selectors.narrowed(selectors.complaints_for(request.viewer), today=today, **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": ComplaintFilterForm(initial={"state": "open", "order": "due", **chosen}),
        "page": page,
        "rows": [_row(request, each) for each in page],
        "total": page.paginator.count,
        "overdue": selectors.overdue_count(request.viewer),
        "query": urlencode(chosen),
        "today": today,
        "deadline": selectors.deadline_on(today),
        "can_enter": bool(services.may_enter(request.viewer)),
    }
    return render(request, "people/complaints/list.html", context)


@never_cache
@require_safe
def export(request: ViewerRequest) -> HttpResponse:
    """The same complaints as CSV, without their texts; it needs the full factor."""
    request.viewer.require_here(*READERS)
    request.viewer.require_full_factor()
    place = here(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="complaints-{place.code}-{clock.today(place.timezone)}.csv"'
    )
    csv.writer(response).writerows(export_complaints(request.viewer, is_demo=settings.DEMO or place.is_demo))
    return response


@never_cache
@require_safe
def complaint(request: ViewerRequest, complaint: UUID) -> HttpResponse:
    """One complaint with its text, notes and answer."""
    request.viewer.require_here(*READERS)
    return _page(request, complaint)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class EnterPage(View):
    """Enters for somebody what came on paper; what is about colleagues goes through the kiosk instead."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The empty form."""
        return self._page(request, self._form(request, initial={"key": fresh_key(), "about": "nobody"}))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Receive it and show the receipt to be handed over, or say on the form why not."""
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            filed = services.enter_complaint(viewer=request.viewer, **form.wish())
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, form, status=status_of(error))
        can_read = bool(request.viewer.roles_here.intersection(READERS))
        return render(request, "people/complaints/filed.html", {"filed": filed, "can_read": can_read})

    def _form(self, request: ViewerRequest, **options: Any) -> ComplaintForm:
        about = services.may_enter(request.viewer)
        if not about:
            request.viewer.require_here("head", "verifier", "officer", "instructor", "complaint")
            rule = _("Who holds another role here enters no complaints for the regional office.")
            raise Forbidden(code="complaint-routing", field="role", value="complaint", rule=rule)
        officers = [(str(each.account), each.name) for each in staff_here() if each.account != request.viewer.account]
        return ComplaintForm(about=about, officers=officers, **options)

    def _page(self, request: ViewerRequest, form: ComplaintForm, status: int = 200) -> HttpResponse:
        can_read = bool(request.viewer.roles_here.intersection(READERS))
        context = {"form": form, "can_read": can_read}
        return render(request, "people/complaints/enter.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_POST
def answer(request: ViewerRequest, complaint: UUID) -> HttpResponse:
    """Answer it, or say beside the text why not; what was typed is kept."""
    request.viewer.require_here(*READERS)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_complaint(complaint, **form.cleaned_data, viewer=request.viewer)
        except DomainError as error:
            return _refused(request, complaint, answer_form=_told(form, error), status=status_of(error))
        messages.success(request, _("The answer stands at the kiosk now, for whoever has the receipt."))
        return redirect("complaints:detail", complaint)
    return _refused(request, complaint, answer_form=form)


@never_cache
@sensitive_post_parameters()
@require_POST
def note(request: ViewerRequest, complaint: UUID) -> HttpResponse:
    """Add a note that stays inside."""
    request.viewer.require_here(*READERS)
    form = NoteForm(request.POST)
    if form.is_valid():
        services.note_on_complaint(complaint, text=form.cleaned_data["note"], viewer=request.viewer)
        messages.success(request, _("The note is written."))
        return redirect("complaints:detail", complaint)
    return _refused(request, complaint, note_form=form)


@never_cache
@require_POST
def close(request: ViewerRequest, complaint: UUID) -> HttpResponse:
    """Close what was answered."""
    request.viewer.require_here(*READERS)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            services.close_complaint(complaint, **form.cleaned_data, viewer=request.viewer)
        except DomainError as error:
            return _refused(request, complaint, close_form=_told(form, error), status=status_of(error))
        messages.success(request, _("The complaint is closed."))
        return redirect("complaints:detail", complaint)
    return _refused(request, complaint, close_form=form)


def _told(form: Form, error: DomainError) -> Form:
    tell_refusal(form, error)
    return form


def _refused(request: ViewerRequest, complaint: UUID, *, status: int = 422, **forms: Form) -> HttpResponse:
    return _page(request, complaint, status=status, **forms)


def _page(request: ViewerRequest, pk: UUID, *, status: int = 200, **forms: Form) -> HttpResponse:
    row = selectors.complaint_for(request.viewer, pk)
    context = {
        "complaint": row,
        "shown": _row(request, row),
        "text": selectors.text_of(row),
        "answer": selectors.answer_of(row),
        "notes": notes(f"complaint:{row.pk}"),
        "today": clock.today(here(request).timezone),
        "answer_form": AnswerForm(initial={"version": row.version}),
        "note_form": NoteForm(),
        "close_form": CloseForm(initial={"version": row.version}),
        **forms,
    }
    return render(request, "people/complaints/detail.html", context, status=status)


def _row(request: ViewerRequest, row: Any) -> dict[str, Any]:
    zone = ZoneInfo(here(request).timezone)
    return {
        "row": row,
        "category": CATEGORY_LABELS[row.category],
        "about": row.officer.name if row.officer else ABOUT_LABELS[row.about],
        "received_on": row.received_at.astimezone(zone).date(),
    }
