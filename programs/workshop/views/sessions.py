"""Owns the pages of sessions: the list, and opening one."""

from datetime import time
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.records.services import enter_staff
from programs.workshop import forms, selectors, services
from programs.workshop.views.asking import STATE_ROLES, officer_choices
from programs.workshop.views.places import READERS, WRITERS, here, program_titles
from tenants.requests import ViewerRequest

PAGE = 20


@require_GET
def session_list(request: ViewerRequest) -> HttpResponse:
    """Sessions, newest first, narrowed by `?program=&state=&order=`."""
    request.viewer.require_here(*READERS)
    titles = program_titles(here(request).code)
    form = forms.SessionFilter(request.GET, programs=list(titles.items()))
    page = Paginator(
        selectors.sessions(**forms.chosen(form), today=clock.today(here(request).timezone)), PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(session, titles.get(session.program_code, session.program_code)) for session in page],
        "can_open": bool(request.viewer.roles_here.intersection(WRITERS)),
        "is_narrowed": any(forms.chosen(form).values()),
    }
    return render(request, "workshop/session_list.html", context)


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
        facts["agreement"] = int(facts["agreement"]) if facts.get("agreement") else None
        name = dict(form.fields["officer"].choices)[form.cleaned_data["officer"]]  # type: ignore[attr-defined]
        try:
            session = services.open_session(facts.pop("program"), **facts, officer_name=name, by=viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return render(request, "workshop/session_open.html", {"form": form}, status=status_of(error))
        return HttpResponseRedirect(reverse("workshop:session-register", args=[session.pk]))

    def _form(self, request: ViewerRequest, **kwargs: object) -> forms.SessionForm:
        place = here(request)
        programs = list(program_titles(place.code).items())
        agreements = [
            (str(each.pk), f"{each.partner} · {each.number}")
            for each in selectors.valid_agreements(clock.today(place.timezone))
        ]
        return forms.SessionForm(**kwargs, programs=programs, officers=officer_choices(request), agreements=agreements)
