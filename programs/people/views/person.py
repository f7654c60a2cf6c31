"""Owns one person's page and the acts on it: consent, withdrawal, enrolment, the audited look at the register number."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError, Refused
from core.middleware import status_of
from programs.library.selectors import adopted_programs
from programs.people import selectors, services
from programs.people.forms import CONSENT_LABELS, KIND_LABELS, PURPOSE_LABELS, ConsentForm, DayForm, EnrolForm
from programs.people.views.lists import READERS, WRITERS, here
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest


@never_cache
@require_GET
def detail(request: ViewerRequest, person: int) -> HttpResponse:
    """Facts with the register number masked, consents, enrolments."""
    request.viewer.require_here(*READERS)
    return _detail(request, person)


@never_cache
@require_POST
def reveal(request: ViewerRequest, person: int) -> HttpResponse:
    """The same page with the register number in clear, for the head; the look is in the audit."""
    request.viewer.require_here("head")
    return _detail(request, person, register=services.reveal_register(person, by=request.viewer.actor))


def _detail(request: ViewerRequest, person: int, register: str = "") -> HttpResponse:
    row, day = selectors.person(person), clock.today(here(request).timezone)
    roles, titles = request.viewer.roles_here, dict(program_choices(here(request).code))
    context = {
        "person": row,
        "kind": KIND_LABELS[row.kind],
        "register": register,
        "consents": [(c, CONSENT_LABELS[c.purpose], c.is_open_on(day)) for c in selectors.consents(person)],
        "enrolments": [
            (e, titles.get(e.program_code, ""), PURPOSE_LABELS[e.purpose], e.is_open_on(day))
            for e in selectors.enrolments(person)
        ],
        "can_write": bool(roles.intersection(WRITERS)),
        "can_reveal": "head" in roles,
        "end_form": DayForm(initial={"on": day}, auto_id=False),
    }
    return render(request, "people/detail.html", context)


@method_decorator(never_cache, name="dispatch")
class ConsentPage(View):
    """Records a consent as it was given on paper or aloud."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, from today."""
        request.viewer.require_here(*WRITERS)
        form = ConsentForm(initial={"starts": clock.today(here(request).timezone)})
        return self._page(request, person, form)

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Record it, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return self._page(request, person, form, status=422)
        try:
            services.give_consent(person, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, person, form, status=status_of(error))
        messages.success(request, _("The consent is recorded. It can be withdrawn at any time, without consequence."))
        return _to_person(person)

    def _page(self, request: ViewerRequest, person: int, form: ConsentForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "person": selectors.person(person)}
        return render(request, "people/consent.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class EnrolPage(View):
    """Enrols a person; beside the form stand the hard gates and whether they are passed."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, from today."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, person, self._form(request, initial={"starts": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Enrol, or say on the form which gate refuses."""
        request.viewer.require_here(*WRITERS)
        form = self._form(request, data=request.POST)
        if not form.is_valid():
            return self._page(request, person, form, status=422)
        try:
            services.enrol(person, **form.cleaned_data, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, person, form, status=status_of(error))
        messages.success(request, _("The person is enrolled."))
        return _to_person(person)

    def _form(self, request: ViewerRequest, **kwargs: object) -> EnrolForm:
        place = here(request)
        purposes = ("training",) if place.kind == "lpka" else ("sale", "training")
        return EnrolForm(**kwargs, programs=program_choices(place.code), purposes=purposes)

    def _page(self, request: ViewerRequest, person: int, form: EnrolForm, status: int = 200) -> HttpResponse:
        row = selectors.person(person)
        gates = selectors.gates(row, day=clock.today(here(request).timezone))
        return render(request, "people/enrol.html", {"form": form, "person": row, "gates": gates}, status=status)


@require_POST
def withdraw(request: ViewerRequest, person: int, consent: int) -> HttpResponse:
    """Withdraw a consent from a day on."""
    request.viewer.require_here(*WRITERS)
    services.withdraw_consent(consent, on=_day(request), by=request.viewer.actor)
    messages.success(request, _("The consent is withdrawn, and what rested on it has ended. This has no consequence."))
    return _to_person(person)


@require_POST
def end_enrolment(request: ViewerRequest, person: int, enrolment: int) -> HttpResponse:
    """End an enrolment from a day on."""
    request.viewer.require_here(*WRITERS)
    services.end_enrolment(enrolment, on=_day(request), by=request.viewer.actor)
    messages.success(request, _("The enrolment has ended."))
    return _to_person(person)


def program_choices(prison: str) -> list[tuple[str, str]]:
    """The programs a prison runs, code and title in the reader's language."""
    is_indonesian = (get_language() or "id").startswith("id")
    return [(p.code, p.title_id if is_indonesian else p.title_en) for p in adopted_programs(prison)]


def _day(request: ViewerRequest) -> date:
    form = DayForm(request.POST)
    if form.is_valid():
        on: date = form.cleaned_data["on"]
        return on
    raise Refused(code="day-malformed", field="on", value=request.POST.get("on", "")[:20], rule=_("Choose a day."))


def _to_person(person: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people:detail", args=[person]))
