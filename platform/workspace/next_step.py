"""Owns the next step of a prison: one sentence and one button, in the order of the work, until the first saleable lot and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.selectors import sellers_of
from programs.earnings import selectors as earnings
from programs.library.selectors import adopted_programs
from programs.people import selectors as people
from programs.workshop import selectors as workshop
from tenants.isolation.acting import acting_as
from tenants.selectors import missing_roles
from tenants.viewer import Place, Viewer
from tenants.words import role_words
from workspace.selectors import NEEDED_ROLES

Words = str | Promise

_HEAD = frozenset({"head"})
_OFFICE = frozenset({"head", "officer"})
_WORKSHOP = frozenset({"head", "officer", "instructor"})
_INSPECTORS = frozenset({"verifier", "officer"})
_SELLER = frozenset({"head", "treasurer"})
# without an officer nobody records; the other two are needed when a lot is there
_FIRST_STAFF = "officer"


@dataclass(frozen=True)
class Step:
    """The one next step of a prison: what is so, where to act on it, and which roles may."""

    sentence: Words
    label: Words
    url: str
    roles: frozenset[str]

    def may(self, viewer: Viewer) -> bool:
        """Whether the viewer may take it."""
        return bool(viewer.roles_here & self.roles)

    @property
    def actors(self) -> list[str]:
        """Who takes it, as pages say it."""
        return [role_words(role) for role in sorted(self.roles)]


@dataclass(frozen=True)
class Standing:
    """A prison today: persons held and enrolled, sessions, lots, pieces at each place, and what is missing.

    `sells` is false for an LPKA, which runs training only (product rule 1): nothing of selling is asked of it.
    `first_saleable_on` is the day on which a lot was made of which an inspection accepted pieces.
    """

    held: int
    enrolled: int
    sessions: int
    waiting_lots: int
    in_workshop: int
    on_market: int
    is_signed: bool
    missing: tuple[str, ...]
    code: str = ""
    sells: bool = True
    has_seller: bool = True
    has_worked: bool = True
    has_recorded: bool = True
    first_saleable_on: date | None = None


def standing_of(place: Place, day: date) -> Standing:
    """How a prison stands on `day`. The caller acts in the prison; who is missing is read as the gate."""
    stock = workshop.stock()
    accepted, waits = Q(inspection__accepted__gt=0), Q(inspection=None)
    lots = (
        workshop.lots()
        .order_by()
        .aggregate(all=Count("pk"), waiting=Count("pk", filter=waits), first=Min("made_on", filter=accepted))
    )
    sessions_ever, sessions_today = workshop.sessions_held(day)
    programs = [program.code for program in adopted_programs(place.code)]
    with acting_as("gate"):
        missing = missing_roles(place.code, NEEDED_ROLES)
    return Standing(
        held=people.base_counts(day)["all"],
        enrolled=people.taking_part(programs, day),
        sessions=sessions_today,
        waiting_lots=lots["waiting"],
        in_workshop=sum(row.workshop for row in stock),
        on_market=sum(row.marketplace for row in stock),
        is_signed=earnings.scheme_in_force(day) is not None,
        missing=tuple(missing),
        code=place.code,
        sells=place.kind != "lpka",
        has_seller=any(seller.verified_at is not None for seller in sellers_of(place.code)),
        has_worked=sessions_ever > 0,
        has_recorded=lots["all"] > 0,
        first_saleable_on=lots["first"],
    )


def next_step(standing: Standing) -> Step:
    """The first thing that is still to be done, in the order of the work; the last is the work itself."""
    for is_next, step in _steps(standing):
        if is_next:
            return step
    sentence = _("A session runs today. Keep its register and record what was made.")
    return Step(sentence, _("To the workshop"), "/bengkel/", _WORKSHOP)


def _steps(standing: Standing) -> Iterator[tuple[bool, Step]]:
    yield from _beginnings(standing)
    if standing.sells and standing.first_saleable_on is None:
        yield from _to_the_first_lot(standing)
    yield from _days(standing)


def _beginnings(standing: Standing) -> Iterator[tuple[bool, Step]]:
    nobody = _("Nobody is entered yet. Bring in the people held here.")
    none_takes_part = _("Nobody takes part yet. Ask for consent and enrol who wants to work.")
    yield _FIRST_STAFF in standing.missing, _staff(standing)
    yield standing.held == 0, Step(nobody, _("Import people"), "/orang/impor/", _OFFICE)
    yield standing.enrolled == 0, Step(none_takes_part, _("Enrol people"), "/orang/", _OFFICE)


def _to_the_first_lot(standing: Standing) -> Iterator[tuple[bool, Step]]:
    first_session = _("No session was held yet. Open the first one; its register and tools go with it.")
    no_lot = _("Sessions were held and no lot is recorded yet. Record what was made.")
    yield not standing.is_signed, _scheme()
    yield not standing.has_worked, Step(first_session, _("Open a session"), "/bengkel/sesi/buka/", _WORKSHOP)
    yield not standing.has_recorded, Step(no_lot, _("Record a lot"), "/bengkel/", _WORKSHOP)
    yield bool(standing.missing), _staff(standing)
    yield standing.waiting_lots > 0, _inspection()
    yield not standing.has_seller, _seller()


def _days(standing: Standing) -> Iterator[tuple[bool, Step]]:
    unsold = _("Accepted pieces lie in the workshop. Offer them in the catalogue.")
    none_today = _("No session is open today.")
    yield standing.waiting_lots > 0, _inspection()
    if standing.sells:
        yield not standing.is_signed, _scheme()
        yield not standing.has_seller, _seller()
        yield standing.in_workshop > 0, Step(unsold, _("Release to the market"), "/bengkel/stok/", _OFFICE)
    yield bool(standing.missing), _staff(standing)
    yield standing.sessions == 0, Step(none_today, _("Open a session"), "/bengkel/sesi/buka/", _WORKSHOP)


def _staff(standing: Standing) -> Step:
    sentence = _("Missing: %(roles)s. Four different persons record, verify, pay and approve.") % {
        "roles": ", ".join(role_words(role) for role in standing.missing)
    }
    return Step(sentence, _("Invite staff"), f"{settings.ORIGIN}/akun/anggota/{standing.code}/", _HEAD)


def _scheme() -> Step:
    unsigned = _("No division of sales is signed yet: until then no premi and no sale is booked.")
    return Step(unsigned, _("Sign by decree"), "/keuangan/skema/", _HEAD)


def _seller() -> Step:
    unnamed = _("No seller of record with a verified account is named yet: until then nothing can be sold.")
    return Step(unnamed, _("Name the seller"), "/pesanan/penjual/", _SELLER)


def _inspection() -> Step:
    return Step(_("Lots wait for inspection."), _("Inspect lots"), "/bengkel/lot/?waiting=1", _INSPECTORS)
