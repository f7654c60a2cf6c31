"""Owns the pages of being held: a person's stays and other names, a move, a return, admission by hand, a merge."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms.standing import ALIAS_LABELS, AdmissionForm, AliasForm, MergeForm, MoveForm, ReturnForm
from programs.people.views.acting import PersonAct, person_of_card
from programs.people.views.lists import READERS, WRITERS, here
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest

BEGAN_LABELS = {
    "admission": gettext_lazy("Admission"),
    "transfer": gettext_lazy("Transfer"),
    "move": gettext_lazy("Move within this prison"),
    "merge": gettext_lazy("Records merged"),
    "release": gettext_lazy("Release"),
    "death": gettext_lazy("Death"),
    "": "",
}


@never_cache
@require_GET
def stays(request: ViewerRequest, person: int) -> HttpResponse:
    """Where the person was held from when to when, other numbers and names, and what can be changed."""
    request.viewer.require_here(*READERS)
    roles, row = request.viewer.roles_here, selectors.person(person)
    context = {
        "person": row,
        "standing": selectors.standing(person, clock.today(here(request).timezone)),
        "stays": [(s, BEGAN_LABELS[s.began_by], BEGAN_LABELS[s.ended_by]) for s in selectors.stays(person)],
        "aliases": [(each, ALIAS_LABELS[each.kind]) for each in selectors.aliases(person)],
        "duplicates": selectors.duplicates(person),
        "can_write": bool(roles.intersection(WRITERS)),
        "is_head": "head" in roles,
    }
    return render(request, "people/stays.html", context)


class MovePage(PersonAct):
    """Another block."""

    form_class = MoveForm
    leads_to = "people:stays"
    title = gettext_lazy("Move to another block")
    intro = gettext_lazy("The day of the move counts in the new block. Programmes go on.")
    submit = gettext_lazy("Enter the move")
    done = gettext_lazy("The move is entered.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Move."""
        services.move_block(person, **given, by=request.viewer.actor)


class ReturnPage(PersonAct):
    """Somebody known is held here again."""

    form_class = ReturnForm
    leads_to = "people:stays"
    title = gettext_lazy("Held here again")
    intro = gettext_lazy("The same record goes on with a new stay. Consents and programmes begin anew.")
    submit = gettext_lazy("Enter the return")
    done = gettext_lazy("The person is held here again.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Readmit."""
        services.readmit(person, **given, by=request.viewer.actor)


class AliasPage(PersonAct):
    """An earlier number or another name, sealed like the first."""

    form_class = AliasForm
    leads_to = "people:stays"
    title = gettext_lazy("Add an earlier number or another name")
    intro = gettext_lazy("It is sealed. A list that names the earlier number finds this person.")
    submit = gettext_lazy("Add")
    done = gettext_lazy("It is added.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Add."""
        services.add_alias(person, **given, by=request.viewer.actor)


class MergePage(PersonAct):
    """Two records of one human become one; for the head with the full factor."""

    form_class = MergeForm
    roles = ("head",)
    needs_full_factor = True
    leads_to = "people:stays"
    title = gettext_lazy("Merge into another record")
    intro = gettext_lazy(
        "This record will point to the one that stays: its stay and its programmes end today, its register number goes "
        "over. What was made and earned under this card stays written here."
    )
    submit = gettext_lazy("Merge for good")
    done = gettext_lazy("The two records are one.")

    def act(self, request: ViewerRequest, person: int, given: dict[str, Any], **ids: int) -> None:
        """Merge."""
        services.merge_records(person, into=person_of_card(given["into"]), by=request.viewer.actor)


@method_decorator(never_cache, name="dispatch")
class AdmissionPage(View):
    """One person is admitted by hand; a register number that is known leads to the person who has it."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The form, for today."""
        request.viewer.require_here(*WRITERS)
        return self._page(request, AdmissionForm(initial={"on": clock.today(here(request).timezone)}))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Admit, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = AdmissionForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        days = {name: form.cleaned_data[name] for name in ("on", "detained_on")}
        try:
            person = services.admit(form.cells, **days, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            known = selectors.by_card(str(error.value)) if error.code == "register-known" else None
            return self._page(request, form, known=known, status=status_of(error))
        messages.success(request, _("The person is admitted under card %(card)s.") % {"card": person.card_number})
        return HttpResponseRedirect(reverse("people:detail", args=[person.pk]))

    def _page(
        self, request: ViewerRequest, form: forms.Form, *, status: int = 200, known: object = None
    ) -> HttpResponse:
        return render(request, "people/admit.html", {"form": form, "known": known}, status=status)
