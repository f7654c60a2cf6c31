"""Owns the register's page: the whole of it to read and to save, closing, and putting a closed one right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.errors import Conflict, DomainError, NotFound
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import READERS, WRITERS, here, program_here
from tenants.requests import ViewerRequest

CORRECTORS = ("head", "verifier")


@dataclass(frozen=True)
class Shown:
    """What the page shows besides what is stored: lines and reasons as they were sent, and why they were refused."""

    lines: Sequence[forms.RegisterLine] = ()
    error: DomainError | None = None
    close_error: DomainError | None = None
    reason: str = ""
    correction: forms.CorrectionForm | None = None


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
        default = 0 if minutes_sent(request) else selectors.session(session).default_minutes
        lines = forms.posted_lines(request.POST, default_minutes=default)
        if any(line.error for line in lines):
            return register_page(request, session, Shown(lines), status=422)
        marks = [line.mark for line in lines if line.is_sent]
        try:
            near = services.mark_attendance(session, marks=marks, by=request.viewer.actor)
        except DomainError as error:
            return register_page(request, session, Shown(lines, error), status=status_of(error))
        tell(request, len(marks), near)
        return to_register(session)


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
        return register_page(request, session, Shown(close_error=error, reason=reason), status=status_of(error))
    messages.success(request, _("The session is closed; its hours count from now on."))
    return to_register(session)


@require_POST
def correct(request: ViewerRequest, session: int) -> HttpResponse:
    """Put one mark of a closed register right, with a reason; the entry stays beside it."""
    request.viewer.require_here(*CORRECTORS)
    row = selectors.session(session)
    form = forms.CorrectionForm(request.POST, rows=selectors.register(row), default_minutes=row.default_minutes)
    if not form.is_valid():
        return register_page(request, session, Shown(correction=form), status=422)
    try:
        services.correct_attendance(session, **form.wish(), by=request.viewer.actor)
    except DomainError as error:
        tell_refusal(form, error)
        return register_page(request, session, Shown(correction=form), status=status_of(error))
    messages.success(request, _("The mark is put right; what stood there before stays readable below."))
    return to_register(session)


def register_page(
    request: ViewerRequest, session: int, shown: Shown | None = None, *, status: int = 200
) -> HttpResponse:
    """The register with its lots, its short tools and the way to close or correct it; lines as sent, or as stored."""
    row, sent = selectors.session(session), shown or Shown()
    may_write = bool(request.viewer.roles_here.intersection(WRITERS))
    title, reference = program_here(here(request).code, row.program_code)
    lines = forms.on_register(sent.lines, selectors.register(row), default_minutes=row.default_minutes)
    if isinstance(sent.error, Conflict):
        lines = forms.with_rivals(lines, selectors.rivals(row, [line.row.person for line in lines if line.is_sent]))
    context = {
        "session": row,
        "title": title,
        "lines": lines,
        "progress": forms.progress_of(forms.states_of(lines)),
        "lots": selectors.lots_of_session(session),
        "can_write": row.closed_at is None and row.cancelled_at is None and may_write,
        "can_record": may_write,
        "safety": selectors.safety_of(reference, row.program_code),
        "error": sent.error,
        "close_error": sent.close_error,
        "reason": sent.reason,
        **(_of_closed(request, row, lines, sent) if row.closed_at else _of_open(request, row, lines)),
    }
    return render(request, "workshop/session_register.html", context, status=status)


def minutes_sent(request: ViewerRequest) -> bool:
    """The minutes of every line are typed; else the length of the session stands in."""
    typed = [str(value).strip() for name, value in request.POST.items() if name.startswith("minutes-")]
    states = [name for name in request.POST if name.startswith("state-")]
    return all(typed) and len(typed) >= len(states) and request.POST.get("act") != "rest"


def tell(request: ViewerRequest, marked: int, near: Sequence[services.NearCap]) -> None:
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


def to_register(session: int) -> HttpResponseRedirect:
    """The register's own page."""
    return HttpResponseRedirect(reverse("workshop:session-register", args=[session]))


def _of_open(request: ViewerRequest, row: selectors.Session, lines: Sequence[forms.RegisterLine]) -> dict[str, Any]:
    short = selectors.tools_not_back(row.pk)
    tools = selectors.tool_titles(here(request).code, row.program_code) if short else {}
    apart = selectors.pairs_apart([line.row for line in lines], row.day)
    named = [{"title": tools.get(each.tool, each.tool), "missing": each.missing} for each in short]
    return {"short": named, "apart": apart}


def _of_closed(
    request: ViewerRequest, row: selectors.Session, lines: Sequence[forms.RegisterLine], sent: Shown
) -> dict[str, Any]:
    form = sent.correction
    if form is None and request.viewer.roles_here.intersection(CORRECTORS):
        form = forms.CorrectionForm(rows=[line.row for line in lines], default_minutes=row.default_minutes)
    return {"corrections": forms.told_corrections(selectors.corrections(row)), "correction": form}
