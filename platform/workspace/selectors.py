"""Owns what the first pages tell: where a person may work, how a prison stands today, and its next step."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.earnings import selectors as earnings
from programs.library.selectors import adopted_programs
from programs.people import selectors as people
from programs.workshop import selectors as workshop
from tenants.isolation.acting import acting_as
from tenants.selectors import missing_roles, names_of
from tenants.viewer import NATIONAL_ROLES, Place, Viewer

Words = str | Promise

# four different persons record, verify, pay and approve (product rule 13)
NEEDED_ROLES = ("head", "verifier", "treasurer", "officer")
_OFFICE = frozenset({"head", "officer"})
_WORKSHOP = frozenset({"head", "officer", "instructor"})


@dataclass(frozen=True)
class Destination:
    """A place to go to after sign-in."""

    url: str
    title: Words
    note: Words


@dataclass(frozen=True)
class Step:
    """The one next step of a prison: what is so, where to act on it, and which roles may."""

    sentence: Words
    label: Words
    url: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """A prison today: persons held and enrolled, sessions, lots that wait, pieces at each place, and what is missing."""

    held: int
    enrolled: int
    sessions: int
    waiting_lots: int
    in_workshop: int
    on_market: int
    is_signed: bool
    missing: tuple[str, ...]


def destinations_of(viewer: Viewer) -> list[Destination]:
    """The prisons and offices where the viewer has a role today, the storefront last when there are several."""
    codes = sorted({claim.prison for claim in viewer.claims if claim.prison})
    names = names_of(codes)
    places = [
        Destination(f"/akun/masuk-ke/{code}/", names[code], ", ".join(sorted(viewer.roles_at(code))))
        for code in codes
        if code in names
    ]
    if viewer.national_roles.intersection(NATIONAL_ROLES):
        places.append(Destination("/national/", _("National office"), _("Comparison and templates")))
    if "regional" in viewer.national_roles:
        places.append(Destination("/onboarding/persetujuan/", _("Regional office"), _("Applications of your region")))
    if len(places) > 1:
        places.append(Destination("/", _("Storefront"), _("The shared catalogue")))
    return places


def standing_of(place: Place, day: date) -> Standing:
    """How a prison stands on `day`. The caller acts in the prison; who is missing is read as the gate."""
    bases = people.base_counts(day)
    stock = workshop.stock()
    enrolled = {
        person
        for program in adopted_programs(place.code)
        for person in people.on_list(program.code, day).values_list("person_id", flat=True)
    }
    with acting_as("gate"):
        missing = missing_roles(place.code, NEEDED_ROLES)
    return Standing(
        held=bases["all"],
        enrolled=len(enrolled),
        sessions=workshop.sessions().filter(day=day).count(),
        waiting_lots=workshop.lots(waiting=True).count(),
        in_workshop=sum(row.workshop for row in stock),
        on_market=sum(row.marketplace for row in stock),
        is_signed=earnings.scheme_in_force(day) is not None,
        missing=tuple(missing),
    )


def next_step(standing: Standing) -> Step:
    """The first thing that is still to be done, in the order of the work; the last is the work itself."""
    for is_next, step in _steps(standing):
        if is_next:
            return step
    sentence = _("A session runs today. Keep its register and record what was made.")
    return Step(sentence, _("To the workshop"), "/bengkel/", _WORKSHOP)


def _steps(standing: Standing) -> list[tuple[bool, Step]]:
    nobody = _("Nobody is entered yet. Bring in the people held here.")
    none_takes_part = _("Nobody takes part yet. Ask for consent and enrol who wants to work.")
    unsigned = _("No division of sales is signed yet: until then no premi and no sale is booked.")
    unsold = _("Accepted pieces lie in the workshop. Offer them in the catalogue.")
    inspectors = frozenset({"verifier", "officer"})
    return [
        (standing.held == 0, Step(nobody, _("Import people"), "/orang/impor/", _OFFICE)),
        (standing.enrolled == 0, Step(none_takes_part, _("Enrol people"), "/orang/", _OFFICE)),
        (
            standing.waiting_lots > 0,
            Step(_("Lots wait for inspection."), _("Inspect lots"), "/bengkel/lot/?waiting=1", inspectors),
        ),
        (not standing.is_signed, Step(unsigned, _("Sign by decree"), "/keuangan/skema/", frozenset({"head"}))),
        (standing.in_workshop > 0, Step(unsold, _("Release to the market"), "/bengkel/stok/", _OFFICE)),
        (
            standing.sessions == 0,
            Step(_("No session is open today."), _("Open a session"), "/bengkel/sesi/buka/", _WORKSHOP),
        ),
    ]
