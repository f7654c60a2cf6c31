"""Owns the pages of sessions: the list, opening, the register, closing."""

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.records.selectors import state_officers
from programs.records.services import enter_staff
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import here, program_titles
from tenants.requests import ViewerRequest

READERS = ("head", "officer", "instructor", "verifier", "treasurer")
WRITERS = ("head", "officer", "instructor")
STATE_ROLES = frozenset({"head", "verifier", "treasurer", "officer"})
PAGE = 30


@require_GET
def session_list(request: ViewerRequest) -> HttpResponse:
    """Sessions, newest first."""
    request.viewer.require_here(*READERS)
    page = Paginator(selectors.sessions(), PAGE).get_page(request.GET.get("page"))
    titles = program_titles(here(request).code)
    rows = [(session, titles.get(session.program_code, session.program_code)) for session in page]
    can_open = bool(request.viewer.roles_here.intersection(WRITERS))
    return render(request, "workshop/session_list.html", {"page": page, "rows": rows, "can_open": can_open})


@method_decorator(never_cache, name="dispatch")
class OpenPage(View):
    """Opens a session with a state officer on duty."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form for this morning, with the reader on duty when they are of the state."""
        request.viewer.require_here(*WRITERS)
        initial = {
            "day": clock.today(here(request).timezone),
            "starts": time(8),
            "ends": time(14),
            "officer": str(request.viewer.account),
        }
        return render(request, "workshop/session_open.html", {"form": self._form(request, initial=initial)})

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Open it and go to its register, or say on the form why not."""
        viewer = request.viewer
        viewer.require_here(*WRITERS)
        assert viewer.account is not None  # noqa: S101 - a role is held by an account only
        enter_staff(viewer.account, name=viewer.name or viewer.email, is_state=bool(viewer.roles_here & STATE_ROLES))
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return render(request, "workshop/session_open.html", {"form": form}, status=422)
        facts = {**form.cleaned_data, "officer": UUID(form.cleaned_data["officer"])}
        name = dict(form.fields["officer"].choices)[form.cleaned_data["officer"]]  # type: ignore[attr-defined]
        try:
            session = services.open_session(facts.pop("program"), **facts, officer_name=name, by=viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return render(request, "workshop/session_open.html", {"form": form}, status=status_of(error))
        return HttpResponseRedirect(reverse("workshop:session-register", args=[session.pk]))

    def _form(self, request: ViewerRequest, **kwargs: object) -> forms.SessionForm:
        viewer = request.viewer
        officers = {str(officer.account): officer.name for officer in state_officers()}
        if viewer.roles_here & STATE_ROLES:
            officers.setdefault(str(viewer.account), viewer.name or viewer.email)
        programs = list(program_titles(here(request).code).items())
        return forms.SessionForm(**kwargs, programs=programs, officers=list(officers.items()))


@method_decorator(never_cache, name="dispatch")
class RegisterPage(View):
    """The register: one line a person, five reasons, minutes. Marks can be changed until the session is closed."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """The register as it is stored."""
        request.viewer.require_here(*READERS)
        row = selectors.session(session)
        lines = forms.stored_lines(selectors.register(row), default_minutes=row.default_minutes)
        return self._page(request, row.pk, lines)

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Save what is chosen; with the second button everybody without a mark is present."""
        request.viewer.require_here(*WRITERS)
        row = selectors.session(session)
        lines = forms.posted_lines(
            selectors.register(row),
            request.POST,
            default_minutes=row.default_minutes,
            rest_present=request.POST.get("act") == "rest",
        )
        if any(line.error for line in lines):
            return self._page(request, session, lines, status=422)
        marks = forms.marks_of(lines, forms.seen_versions(request.POST.get("versions", "")))
        try:
            near = services.mark_attendance(session, marks=marks, by=request.viewer.actor)
        except DomainError as error:
            return self._page(request, session, lines, status=status_of(error), error=error)
        self._tell(request, len(marks), len(near))
        return HttpResponseRedirect(reverse("workshop:session-register", args=[session]))

    def _tell(self, request: ViewerRequest, marked: int, near: int) -> None:
        saved = ngettext("The register is saved: %(n)d mark.", "The register is saved: %(n)d marks.", marked)
        messages.success(request, saved % {"n": marked})
        if near:
            text = ngettext(
                "%(n)d person has used 80 %% of the hours of the day or the week.",
                "%(n)d people have used 80 %% of the hours of the day or the week.",
                near,
            )
            messages.warning(request, text % {"n": near})

    def _page(
        self,
        request: ViewerRequest,
        session: int,
        lines: list[forms.RegisterLine],
        *,
        status: int = 200,
        error: DomainError | None = None,
    ) -> HttpResponse:
        row = selectors.session(session)
        titles = program_titles(here(request).code)
        context = {
            "session": row,
            "title": titles.get(row.program_code, row.program_code),
            "lines": lines,
            "error": error,
            "versions": " ".join(f"{line.row.person}:{line.row.version}" for line in lines),
            "marked": sum(bool(line.row.state) for line in lines),
            "unmarked": sum(not line.row.state for line in lines),
            "lots": selectors.lots_of_session(session),
            "can_write": row.closed_at is None and bool(request.viewer.roles_here.intersection(WRITERS)),
            "can_record": bool(request.viewer.roles_here.intersection(WRITERS)),
        }
        return render(request, "workshop/session_register.html", context, status=status)


@require_POST
def close(request: ViewerRequest, session: int) -> HttpResponse:
    """Close the register."""
    request.viewer.require_here(*WRITERS)
    services.close_session(session, by=request.viewer.actor)
    messages.success(request, _("The session is closed; its hours count from now on."))
    return HttpResponseRedirect(reverse("workshop:session-register", args=[session]))
