"""Owns the pages of a Bapas counsellor: released people who agreed to sharing, their talks, and reprints; nobody else's."""

import csv
from collections import Counter

from django.conf import settings
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
from core.errors import DomainError, NotFound
from core.middleware import status_of
from programs.people.plan_forms import KNOWN_LABELS, REOFFENDED_LABELS, WORK_LABELS, FollowUpForm
from programs.people.selectors import certificates
from programs.people.selectors.following import Released, Talk, released_people, released_person
from programs.people.services.following import export_follow_ups, record_follow_up
from programs.people.views.certificates import certificate_response
from programs.people.views.lists import here
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest

COUNSELLOR = "bapas"
STATES = {
    "overdue": gettext_lazy("Overdue"),
    "due": gettext_lazy("Due within 30 days"),
    "ahead": gettext_lazy("Later"),
    "done": gettext_lazy("All talks held"),
}


@never_cache
@require_GET
def follow_ups(request: ViewerRequest) -> HttpResponse:
    """Everybody who may be seen, whose next talk is due first (`?state=overdue|due|ahead|done`)."""
    request.viewer.require_here(COUNSELLOR)
    found = released_people(clock.today(here(request).timezone))
    state = request.GET.get("state", "")
    counts = Counter(_state(row) for row in found)
    context = {
        "rows": [
            (row, _state(row), STATES[_state(row)]) for row in found if state not in STATES or _state(row) == state
        ],
        "states": [(code, label, counts[code]) for code, label in STATES.items()],
        "state": state if state in STATES else "",
        "total": len(found),
    }
    return render(request, "people/follow_ups.html", context)


@never_cache
@require_GET
def export(request: ViewerRequest) -> HttpResponse:
    """Every talk as CSV, card numbers without names; it needs the full factor and is audited."""
    request.viewer.require_here(COUNSELLOR)
    request.viewer.require_full_factor()
    place = here(request)
    day = clock.today(place.timezone)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="follow-ups-{place.code}-{day}.csv"'
    is_demo = settings.DEMO or place.is_demo
    csv.writer(response).writerows(export_follow_ups(day, is_demo=is_demo, by=request.viewer.actor))
    return response


@method_decorator(never_cache, name="dispatch")
class FollowUpPage(View):
    """One released person: the four talks, what was found, certificates to reprint."""

    def get(self, request: ViewerRequest, released: int) -> HttpResponse:
        """The talks, and the form for the next one."""
        request.viewer.require_here(COUNSELLOR)
        row = self._row(request, released)
        talk = row.next_talk
        day = clock.today(here(request).timezone)
        form = FollowUpForm(talks=_talks(row), initial={"months": talk and talk.months, "held_on": day})
        return self._page(request, row, form)

    def post(self, request: ViewerRequest, released: int) -> HttpResponse:
        """Record a talk, or say on the form why not."""
        request.viewer.require_here(COUNSELLOR)
        row = self._row(request, released)
        form = FollowUpForm(request.POST, talks=_talks(row))
        if not form.is_valid():
            return self._page(request, row, form, status=422)
        try:
            record_follow_up(released, **form.cleaned_data, by=request.viewer.actor)
        except NotFound:
            raise
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, row, form, status=status_of(error))
        messages.success(request, _("The talk is recorded."))
        return HttpResponseRedirect(reverse("people:follow-up", args=[released]))

    def _row(self, request: ViewerRequest, released: int) -> Released:
        return released_person(released, day=clock.today(here(request).timezone))

    def _page(self, request: ViewerRequest, row: Released, form: FollowUpForm, status: int = 200) -> HttpResponse:
        issued = certificates.certificates(row.person.pk)
        context = {
            "row": row,
            "form": form,
            "talks": [(talk, *_words(talk)) for talk in row.talks],
            "certificates": [each for each in issued if each.withdrawn_on is None],
        }
        return render(request, "people/follow_up.html", context, status=status)


@never_cache
@require_GET
def reprint(request: ViewerRequest, released: int, paper: int) -> HttpResponse:
    """A certificate of a released person, always in the neutral edition: no paper of Bapas names a prison."""
    request.viewer.require_here(COUNSELLOR)
    released_person(released, day=clock.today(here(request).timezone))
    found = certificates.certificate(paper, person=released)
    return certificate_response(request, found, edition="neutral")


def _state(row: Released) -> str:
    return row.next_talk.state if row.next_talk else "done"


def _talks(row: Released) -> list[tuple[int, str]]:
    return [(talk.months, _("After %(months)d months") % {"months": talk.months}) for talk in row.talks]


def _words(talk: Talk) -> tuple[object, object, object]:
    """What was found, in words: work, business, reoffended."""
    found = talk.found
    if found is None:
        return "", "", ""
    return WORK_LABELS[found.work], KNOWN_LABELS[found.business_runs], REOFFENDED_LABELS[found.reoffended]
