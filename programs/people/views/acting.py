"""Owns the page of one act on one person: a form, the act, and what was refused beside its field."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views import View
from django.views.decorators.cache import never_cache

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors
from programs.people.views.lists import WRITERS, here
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest

Words = str | Promise


@method_decorator(never_cache, name="dispatch")
class PersonAct(View):
    """Asks a form about a person and does one act; what was typed stays when the act is refused."""

    form_class: type[forms.Form]
    roles: ClassVar[tuple[str, ...]] = WRITERS
    needs_full_factor = False
    title: Words = ""
    intro: Words = ""
    submit: Words = ""
    done: Words = ""
    leads_to = "people:detail"

    def get(self, request: ViewerRequest, person: int, **ids: int) -> HttpResponse:
        """The form, for today."""
        self._require(request)
        return self.page(request, person, self.form(request, person))

    def post(self, request: ViewerRequest, person: int, **ids: int) -> HttpResponse:
        """Do it, or say on the form why not."""
        self._require(request)
        form = self.form(request, person, data=request.POST)
        if not form.is_valid():
            return self.page(request, person, form, status=422)
        try:
            self.act(request, person, form.cleaned_data, **ids)
        except DomainError as error:
            tell_refusal(form, error)
            return self.page(request, person, form, status=status_of(error))
        messages.success(request, str(self.done))
        return HttpResponseRedirect(reverse(self.leads_to, args=[person]))

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Call the service."""
        raise NotImplementedError

    def initial(self, request: ViewerRequest, person: int) -> dict[str, Any]:
        """What the form begins with."""
        today = clock.today(here(request).timezone)
        return {"on": today, "starts": today}

    def form(self, request: ViewerRequest, person: int, **kwargs: Any) -> forms.Form:
        """The form, bound or with its beginning."""
        return self.form_class(**(kwargs or {"initial": self.initial(request, person)}))

    def page(self, request: ViewerRequest, person: int, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page around the form."""
        context = {
            "form": form,
            "person": selectors.person(person),
            "title": self.title,
            "intro": self.intro,
            "submit_label": self.submit,
            "cancel_url": reverse(self.leads_to, args=[person]),
        }
        return render(request, "people/act.html", context, status=status)

    def _require(self, request: ViewerRequest) -> None:
        request.viewer.require_here(*self.roles)
        if self.needs_full_factor:
            request.viewer.require_full_factor()


def person_of_card(card: str) -> int:
    """The id behind a card number that was typed; 0, whom nobody is, when there is none."""
    found = selectors.by_card(card)
    return found.pk if found else 0
