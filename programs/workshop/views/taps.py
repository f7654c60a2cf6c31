"""Owns one tap on the register: one person's mark saved at once, answered with the line as it is now."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.middleware import status_of
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import WRITERS
from programs.workshop.views.register import minutes_sent, to_register
from tenants.requests import ViewerRequest


@never_cache
@require_POST
def mark(request: ViewerRequest, session: int, person: int) -> HttpResponse:
    """Save one person's mark at the tap; answers with the line as it is now, or goes back to the register."""
    request.viewer.require_here(*WRITERS)
    default = 0 if minutes_sent(request) else selectors.session(session).default_minutes
    line = forms.posted_line(selectors.unread_row(person), request.POST, default_minutes=default)
    status, error, tapped = (422, line.error, None) if line.error else (200, "", None)
    if line.state and not line.error:
        try:
            tapped = services.tap(session, line.mark, by=request.viewer.actor)
        except DomainError as refused:
            status = status_of(refused)
            error = f"{refused.rule} {refused.citation}".strip()
    held = tapped.session if tapped else selectors.session(session)
    if not request.headers.get("HX-Request"):
        if error:
            messages.error(request, error)
        return to_register(session)
    if tapped is not None:
        shown = forms.stored_line(tapped.row, default_minutes=tapped.session.default_minutes)
        return _line(request, tapped.session, shown, status)
    return _refused(request, held, line, error, status)


def _refused(
    request: ViewerRequest, row: selectors.Session, sent: forms.RegisterLine, error: str, status: int
) -> HttpResponse:
    """The line as it is stored, beside what is wrong with what was sent and whose newer mark is in its way."""
    now = selectors.line_of(row, sent.row.person)
    shown = forms.stored_line(now, default_minutes=row.default_minutes)
    if error:
        (rivalled,) = forms.with_rivals(
            [replace(sent, row=now)], {} if sent.error else selectors.rivals(row, [now.person])
        )
        told = forms.told_rival(rivalled) if rivalled.rival else error
        shown = replace(shown, minutes=sent.minutes, error=told)
    return _line(request, row, shown, status)


def _line(request: ViewerRequest, row: selectors.Session, line: forms.RegisterLine, status: int) -> HttpResponse:
    progress = forms.progress_of(selectors.states_of(row))
    context = {"line": line, "session": row, "can_write": row.closed_at is None, "progress": progress}
    return render(request, "workshop/parts/marked.html", context, status=status)
