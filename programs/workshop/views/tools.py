"""Owns the page that counts a session's tools out and in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from core.errors import DomainError
from core.middleware import status_of
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import READERS, WRITERS, here, program_titles
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class ToolPage(View):
    """Every tool the program's steps name: how many went out, how many came back, what is known of the rest."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """The numbers as they are stored."""
        request.viewer.require_here(*READERS)
        return self._page(request, session, forms.stored_tools(self._rows(request, session)))

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Save what was counted out, or with the second button what was counted in."""
        request.viewer.require_here(*WRITERS)
        act = "in" if request.POST.get("act") == "in" else "out"
        lines = forms.posted_tools(self._rows(request, session), request.POST, act=act)
        if any(line.error for line in lines):
            return self._page(request, session, lines, status=422)
        if not forms.counted(lines, act=act):
            messages.warning(request, _("Nothing was counted: type at least one number."))
            return self._page(request, session, lines, status=422)
        try:
            self._save(request, session, lines, act)
        except DomainError as error:
            told = forms.with_error(lines, error.field, str(error.rule))
            return self._page(request, session, told, status=status_of(error), error=error)
        messages.success(request, _("The tools are counted."))
        return HttpResponseRedirect(reverse("workshop:tool-count", args=[session]))

    def _save(self, request: ViewerRequest, session: int, lines: list[forms.ToolLine], act: str) -> None:
        pieces, by = forms.counted(lines, act=act), request.viewer.actor
        seen = {line.row.tool: line.seen for line in lines if line.seen is not None and line.row.tool in pieces}
        if act == "out":
            services.count_tools_out(session, pieces=pieces, by=by, versions=seen)
        else:
            notes = {line.row.tool: line.note for line in lines}
            services.count_tools_in(session, pieces=pieces, notes=notes, by=by, versions=seen)

    def _rows(self, request: ViewerRequest, session: int) -> list[selectors.ToolRow]:
        return selectors.session_tools(selectors.session(session), prison=here(request).code)

    def _page(
        self,
        request: ViewerRequest,
        session: int,
        lines: list[forms.ToolLine],
        *,
        status: int = 200,
        error: DomainError | None = None,
    ) -> HttpResponse:
        row = selectors.session(session)
        context = {
            "session": row,
            "title": program_titles(here(request).code).get(row.program_code, row.program_code),
            "lines": lines,
            "error": error,
            "is_open": row.closed_at is None,
            "is_out": any(line.row.out for line in lines),
            "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
        }
        return render(request, "workshop/tool_count.html", context, status=status)
