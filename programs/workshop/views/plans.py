"""Owns what is done about one session besides its register: cancelled, restored, another officer, equipment handed out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.errors import DomainError
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import asked, officer_choices
from programs.workshop.views.places import READERS, WRITERS, here, program_titles
from programs.workshop.views.regime import PLANNERS
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class SessionPlanPage(View):
    """What a session is: planned or held, for whom, who is on duty; with the ways to change that."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """As it is stored."""
        request.viewer.require_here(*READERS)
        return _page(request, session)


@method_decorator(never_cache, name="dispatch")
class CancelPage(View):
    """Cancels a session for a reason."""

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Cancel it, or say why not."""
        request.viewer.require_here(*PLANNERS)
        form = forms.ReasonForm(request.POST)

        def act() -> str:
            services.cancel_session(session, reason=form.cleaned_data["reason"], by=request.viewer.actor)
            messages.success(request, _("The session is cancelled."))
            return reverse("workshop:session-plan", args=[session])

        return asked(form, act, lambda form, status: _page(request, session, status, cancel=form))


@method_decorator(never_cache, name="dispatch")
class OfficerPage(View):
    """Puts another state officer on duty before the session begins."""

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Change it, or say why not."""
        request.viewer.require_here(*PLANNERS)
        choices = officer_choices(request)
        form = forms.OfficerForm(request.POST, officers=choices)

        def act() -> str:
            chosen = form.cleaned_data["officer"]
            name = dict(choices)[chosen]
            services.change_officer(session, officer=UUID(chosen), officer_name=name, by=request.viewer.actor)
            messages.success(request, _("The officer on duty is changed."))
            return reverse("workshop:session-plan", args=[session])

        return asked(form, act, lambda form, status: _page(request, session, status, officer=form))


@require_POST
def restore(request: ViewerRequest, session: int) -> HttpResponse:
    """Hold a cancelled session after all."""
    request.viewer.require_here(*PLANNERS)
    selectors.session(session)
    try:
        services.restore_session(session, by=request.viewer.actor)
        messages.success(request, _("The session is held after all."))
    except DomainError as error:
        messages.error(request, str(error.rule))
    return HttpResponseRedirect(reverse("workshop:session-plan", args=[session]))


@require_POST
def equipment(request: ViewerRequest, session: int) -> HttpResponse:
    """Confirm that the protective equipment is handed out."""
    request.viewer.require_here(*WRITERS)
    selectors.session(session)
    try:
        services.confirm_equipment(session, by=request.viewer.actor)
    except DomainError as error:
        messages.error(request, str(error.rule))
    return HttpResponseRedirect(reverse("workshop:session-register", args=[session]))


def _page(request: ViewerRequest, session: int, status: int = 200, **told: object) -> HttpResponse:
    row = selectors.session(session)
    is_open = row.closed_at is None and row.cancelled_at is None
    officers = officer_choices(request)
    context = {
        "session": row,
        "title": program_titles(here(request).code).get(row.program_code, row.program_code),
        "is_open": is_open,
        "may_plan": bool(request.viewer.roles_here.intersection(PLANNERS)),
        "may_change_officer": is_open and not selectors.has_begun(row),
        "cancel": forms.ReasonForm(),
        "officer": forms.OfficerForm(officers=officers, initial={"officer": str(row.officer_id)}),
        **told,
    }
    return render(request, "workshop/session_plan.html", context, status=status)
