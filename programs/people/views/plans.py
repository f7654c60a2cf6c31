"""Owns the pages of a person's plans: business with its ten facts, and release. Nothing on them is counted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from core.errors import DomainError, NotFound
from core.middleware import status_of
from programs.people import selectors
from programs.people.plan_forms import BusinessForm, PlanForm, ReleaseForm
from programs.people.selectors.plans import Plan, plan_versions
from programs.people.services.plans import write_plan
from programs.people.views.training import TRAINERS
from tenants.requests import ViewerRequest

CONFLICT = 409


class PlanPage(View):
    """A plan as it was written last, to be written anew; earlier versions stand below."""

    kind = ""
    address = ""
    asks: type[PlanForm]

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The form with the plan that holds."""
        request.viewer.require_here(*TRAINERS)
        return self._page(request, person, None)

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Keep the next version, or say on the form why not."""
        request.viewer.require_here(*TRAINERS)
        typed = request.POST.copy()
        form = self.asks(typed)
        if not form.is_valid():
            return self._page(request, person, form, status=422)
        try:
            self.write(request, person, form)
        except NotFound:
            raise
        except DomainError as error:
            if status_of(error) == CONFLICT:  # what is saved next was compared with the newest
                typed["seen"] = str(max((each.version for each in plan_versions(person, self.kind)), default=0))
            form.add_error(error.field if error.field in form.fields and error.field != "seen" else None, error.rule)
            return self._page(request, person, form, status=status_of(error))
        messages.success(request, _("The plan is kept; earlier versions stay."))
        return HttpResponseRedirect(reverse(self.address, args=[person]))

    def write(self, request: ViewerRequest, person: int, form: PlanForm) -> None:
        """Keep what the form says."""
        viewer = request.viewer
        write_plan(
            person,
            self.kind,
            facts=form.facts,
            mentor=form.cleaned_data.get("mentor", ""),
            answers=form.answers if isinstance(form, BusinessForm) else None,
            seen=form.cleaned_data["seen"],
            by=viewer.actor,
            by_name=viewer.name or viewer.email,
        )

    def _page(self, request: ViewerRequest, person: int, form: PlanForm | None, status: int = 200) -> HttpResponse:
        row, versions = selectors.person(person), plan_versions(person, self.kind)
        latest = versions[0] if versions else None
        noted = latest.noted if latest else {}
        if form is None:
            answers = {f"fact_{fact.replace('-', '_')}": known["answer"] for fact, known in noted.items()}
            facts = latest.facts if latest else {}
            mentor, seen = (latest.mentor, latest.version) if latest else ("", 0)
            form = self.asks(initial={**facts, **answers, "mentor": mentor, "seen": seen})
        context = {
            "person": row,
            "form": form,
            "kind": self.kind,
            "versions": [(each, _shown(each, self.asks)) for each in versions],
            "facts": [(field, noted.get(fact)) for fact, field in form.fact_fields]
            if isinstance(form, BusinessForm)
            else [],
        }
        return render(request, "people/plan.html", context, status=status)


def _shown(plan: Plan, asks: type[PlanForm]) -> list[tuple[Any, Any]]:
    """What a version says, with the labels of its form."""
    labels = {name: field.label for name, field in asks().fields.items()}
    facts = {"mentor": plan.mentor, **plan.facts}
    return [(labels[name], _said(value)) for name, value in facts.items() if name in labels]


def _said(value: str | int | bool | None) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in {None, ""} else "–"


@method_decorator(never_cache, name="dispatch")
class BusinessPage(PlanPage):
    """A person's own business, with a mentor and the ten facts."""

    kind, address, asks = "business", "people:plan-business", BusinessForm


@method_decorator(never_cache, name="dispatch")
class ReleasePage(PlanPage):
    """What waits outside for a person."""

    kind, address, asks = "release", "people:plan-release", ReleaseForm
