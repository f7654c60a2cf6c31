"""Owns the pages of enrolment: the gates as a checklist, enrolling, suspending, resuming, ending with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms import EnrolForm
from programs.people.forms.papers import GATE_LABELS, EndingForm, SuspensionForm
from programs.people.views.acting import PersonAct
from programs.people.views.lists import WRITERS, here, program_choices
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest

# where what a gate lacks is entered
REMEDIES = {"consent": "people:consent-give", "clearance": "people:assessment-add", "risk": "people:assessment-add"}


@method_decorator(never_cache, name="dispatch")
class EnrolPage(View):
    """Enrols a person; above the form stand the gates of the program, and what to do for each that is shut."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form, from today, for the program asked for (`?program=`)."""
        request.viewer.require_here(*WRITERS)
        initial = {"starts": clock.today(here(request).timezone), "program": request.GET.get("program", "")}
        return self._page(request, person, self._form(request, initial=initial))

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Enrol, or say on the form which gates refuse."""
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
        return HttpResponseRedirect(reverse("people:detail", args=[person]))

    def _form(self, request: ViewerRequest, **kwargs: object) -> EnrolForm:
        place = here(request)
        purposes = ("training",) if place.kind == "lpka" else ("sale", "training")
        return EnrolForm(**kwargs, programs=program_choices(place.code), purposes=purposes)

    def _page(self, request: ViewerRequest, person: int, form: EnrolForm, status: int = 200) -> HttpResponse:
        place = here(request)
        programs = dict(program_choices(place.code))
        asked = str(form["program"].value() or "")
        program = asked if asked in programs else next(iter(programs), "")
        met = selectors.gates(person, program, clock.today(place.timezone)) if program else []
        context = {
            "form": form,
            "person": selectors.person(person),
            "gates": [(gate, GATE_LABELS[gate.code], _remedy(gate, person, program)) for gate in met],
            "program": program,
            "programs": programs,
            "is_head": "head" in request.viewer.roles_here,
        }
        return render(request, "people/enrol.html", context, status=status)


def _remedy(gate: selectors.Gate, person: int, program: str) -> str:
    """The page on which what is lacking is entered; empty where there is nothing to enter."""
    if gate.is_open:
        return ""
    if gate.code == "decision":
        return f"{reverse('people:decisions')}?program={program}"
    return reverse(REMEDIES[gate.code], args=[person]) if gate.code in REMEDIES else ""


class SuspendPage(PersonAct):
    """A pause; place and level stay."""

    form_class = SuspensionForm
    title = gettext_lazy("Suspend taking part")
    intro = gettext_lazy("On these days the person is not on the list. The place is kept.")
    submit = gettext_lazy("Suspend")
    done = gettext_lazy("Taking part is suspended.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Suspend this person's enrolment."""
        services.suspend(ids["enrolment"], **given, by=request.viewer.actor, person=person)


class EndPage(PersonAct):
    """The end of taking part, with a reason."""

    form_class = EndingForm
    title = gettext_lazy("End taking part")
    intro = gettext_lazy(
        "The person leaves the list of this programme on that day and can be enrolled again later. No level, block, "
        "privilege or release decision reads the reason."
    )
    submit = gettext_lazy("End taking part")
    done = gettext_lazy("The enrolment has ended.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """End this person's enrolment."""
        given["reason"] = given["reason"] or "finished"
        services.end_enrolment(ids["enrolment"], **given, by=request.viewer.actor, person=person)


@require_POST
def resume(request: ViewerRequest, person: int, enrolment: int) -> HttpResponse:
    """On the list again from today."""
    request.viewer.require_here(*WRITERS)
    today = clock.today(here(request).timezone)
    services.resume(enrolment, on=today, by=request.viewer.actor, person=person)
    messages.success(request, _("The person is on the list again from today."))
    return HttpResponseRedirect(reverse("people:detail", args=[person]))
