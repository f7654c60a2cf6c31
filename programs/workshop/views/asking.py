"""Owns the way of a form: bad input comes back with what was typed, a refusal stands beside its field, else one goes on."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from core.errors import DomainError
from core.middleware import status_of
from programs.records.forms import tell_refusal
from programs.records.selectors import state_officers
from tenants.requests import ViewerRequest

STATE_ROLES = frozenset({"head", "verifier", "treasurer", "officer"})


def asked(form: forms.Form, act: Callable[[], str], page: Callable[[forms.Form, int], HttpResponse]) -> HttpResponse:
    """Act on a good form and go to the address that the act returns, or show `page` with the form and its status."""
    if not form.is_valid():
        return page(form, 422)
    try:
        url = act()
    except DomainError as error:
        tell_refusal(form, error)
        return page(form, status_of(error))
    return HttpResponseRedirect(url)


def ask_page(
    request: ViewerRequest, form: forms.Form, status: int = 200, *, title: str, back: str, submit: str, text: str = ""
) -> HttpResponse:
    """A page that is one form: what it is for, the way back, what the button says."""
    context = {"form": form, "title": title, "back": back, "submit_label": submit, "cancel_url": back, "text": text}
    return render(request, "workshop/ask.html", context, status=status)


def officer_choices(request: ViewerRequest) -> list[tuple[str, str]]:
    """The state officers who may be on duty or supervise, the reader among them when they are of the state."""
    viewer = request.viewer
    officers = {str(officer.account): officer.name for officer in state_officers()}
    if viewer.roles_here & STATE_ROLES:
        officers.setdefault(str(viewer.account), viewer.name or viewer.email)
    return list(officers.items())
