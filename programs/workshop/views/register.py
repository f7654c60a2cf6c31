"""Owns the register's pages: the whole, one person's tap, the paper for when the network is down, and closing."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.errors import Conflict, DomainError, NotFound
from core.middleware import status_of
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import READERS, WRITERS, here, program_titles
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class RegisterPage(View):
    """The register: one line a person, five reasons, minutes. Marks can be changed until the session is closed."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """The register as it is stored."""
        request.viewer.require_here(*READERS)
        return register_page(request, session)

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Save what is chosen; with the second button everybody without a mark is present."""
        request.viewer.require_here(*WRITERS)
        lines = _posted_lines(request, session)
        if any(line.error for line in lines):
            return register_page(request, session, lines, status=422)
        marks = [line.mark for line in lines if line.state]
        try:
            near = services.mark_attendance(session, marks=marks, by=request.viewer.actor)
        except Conflict as error:
            lines = [forms.with_rival(line) for line in _posted_lines(request, session)]
            return register_page(request, session, lines, status=409, error=error)
        except DomainError as error:
            return register_page(request, session, lines, status=status_of(error), error=error)
        _tell(request, len(marks), near)
        return _to_register(session)


@never_cache
@require_POST
def mark(request: ViewerRequest, session: int, person: int) -> HttpResponse:
    """Save one person's mark at the tap; answers with the line as it is now, or goes back to the register."""
    request.viewer.require_here(*WRITERS)
    row = selectors.session(session)
    line = forms.posted_line(selectors.unread_row(person), request.POST, default_minutes=row.default_minutes)
    status, error = (422, line.error) if line.error else (200, "")
    if line.state and not line.error:
        try:
            services.mark_attendance(session, marks=[line.mark], by=request.viewer.actor)
        except DomainError as refused:
            status = status_of(refused)
            error = f"{refused.rule} {refused.citation}".strip()
    if not request.headers.get("HX-Request"):
        if error:
            messages.error(request, error)
        return _to_register(session)
    return _line_page(request, row, line, error, status)


def _line_page(
    request: ViewerRequest, row: selectors.Session, sent: forms.RegisterLine, error: str, status: int
) -> HttpResponse:
    """One line as it is stored now, beside what is wrong with what was sent."""
    rows = selectors.register(row)
    now = _row_of(rows, sent.row.person)
    shown = forms.stored_line(now, default_minutes=row.default_minutes)
    if error:
        rival = forms.with_rival(replace(sent, row=now, error=""))
        shown = replace(shown, minutes=sent.minutes, error=rival.error or error)
    context = {"line": shown, "session": row, "can_write": row.closed_at is None, "progress": forms.progress_of(rows)}
    return render(request, "workshop/parts/marked.html", context, status=status)


@never_cache
@require_GET
def paper(request: ViewerRequest, session: int) -> HttpResponse:
    """The list with empty boxes, to print; it is keyed in on the register's own page."""
    request.viewer.require_here(*READERS)
    row = selectors.session(session)
    context = {
        "session": row,
        "title": program_titles(here(request).code).get(row.program_code, row.program_code),
        "rows": selectors.register(row),
        "labels": list(forms.STATE_LABELS.values()),
    }
    return render(request, "workshop/session_paper.html", context)


@require_POST
def close(request: ViewerRequest, session: int) -> HttpResponse:
    """Close the register; a tool that is not back needs a word."""
    request.viewer.require_here(*WRITERS)
    reason = request.POST.get("reason", "")
    try:
        services.close_session(session, by=request.viewer.actor, reason=reason)
    except NotFound:
        raise
    except DomainError as error:
        return register_page(request, session, status=status_of(error), close_error=error, reason=reason)
    messages.success(request, _("The session is closed; its hours count from now on."))
    return _to_register(session)


def register_page(
    request: ViewerRequest,
    session: int,
    lines: Sequence[forms.RegisterLine] | None = None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The register with its lots, its short tools and the way to close it; `lines` as sent, or as stored."""
    row = selectors.session(session)
    roles = request.viewer.roles_here
    if lines is None:
        lines = [forms.stored_line(each, default_minutes=row.default_minutes) for each in selectors.register(row)]
    place, short = here(request), selectors.tools_not_back(session)
    tools = selectors.tool_titles(place.code, row.program_code) if short else {}
    context = {
        "session": row,
        "title": program_titles(place.code).get(row.program_code, row.program_code),
        "lines": lines,
        "progress": forms.progress_of(line.row for line in lines),
        "lots": selectors.lots_of_session(session),
        "short": [{"title": tools.get(each.tool, each.tool), "missing": each.missing} for each in short],
        "can_write": row.closed_at is None and bool(roles.intersection(WRITERS)),
        "can_record": bool(roles.intersection(WRITERS)),
        **more,
    }
    return render(request, "workshop/session_register.html", context, status=status)


def _posted_lines(request: ViewerRequest, session: int) -> list[forms.RegisterLine]:
    row = selectors.session(session)
    rest = request.POST.get("act") == "rest"
    return [
        forms.posted_line(each, request.POST, default_minutes=row.default_minutes, rest_present=rest)
        for each in selectors.register(row)
    ]


def _row_of(rows: Sequence[selectors.RegisterRow], person: int) -> selectors.RegisterRow:
    for row in rows:
        if row.person == person:
            return row
    rule = _("This person is not on the list of the session.")
    raise NotFound(code="not-on-list", field="person", value=person, rule=rule)


def _tell(request: ViewerRequest, marked: int, near: Sequence[services.NearCap]) -> None:
    """What was saved, or that nothing was, and how many people are near a cap of hours."""
    if marked:
        saved = ngettext("The register is saved: %(n)d mark.", "The register is saved: %(n)d marks.", marked)
        messages.success(request, saved % {"n": marked})
    else:
        messages.warning(request, _("Nothing was saved: choose a reason for at least one person."))
    if near:
        text = ngettext(
            "%(n)d person has used 80 %% of the hours of the day or the week.",
            "%(n)d people have used 80 %% of the hours of the day or the week.",
            len(near),
        )
        messages.warning(request, text % {"n": len(near)})


def _to_register(session: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("workshop:session-register", args=[session]))
