"""Owns what the kiosk reads of one person: whose session it is, the consents that hold, the places in waiting lists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from programs.people.models import Application, Consent, KioskPin, Person


@dataclass(frozen=True)
class Guest:
    """Who stands at the kiosk: an internal id that stands in no address, the card number, and whether the PIN is own."""

    person: int
    card_number: str
    is_own: bool


def kiosk_guest(person: int, session: str, *, today: date) -> Guest | None:
    """Whose session of the kiosk this is; None when it has ended or the person is not held any more (one query)."""
    held = Person.objects.held_on(today)
    row = KioskPin.objects.filter(person_id=person, person__in=held, session=session).exclude(session="")
    found = row.select_related("person").first()
    return None if found is None else Guest(found.person_id, found.person.card_number, found.is_own)


def kiosk_pin_set_at(person: int) -> datetime | None:
    """When a person's PIN was set last; None without one."""
    return KioskPin.objects.filter(person_id=person).values_list("set_at", flat=True).first()


def open_consents(person: int, *, today: date) -> list[Consent]:
    """The consents of a person that hold today or later, by purpose."""
    rows = Consent.objects.filter(person_id=person, during__isempty=False)
    return list(rows.filter(Q(during__upper_inf=True) | Q(during__endswith__gt=today)).order_by("purpose", "pk"))


@dataclass(frozen=True)
class WaitingPlace:
    """A place in the waiting list of a program: how many stand before, and since when the person waits."""

    program_code: str
    before: int
    since: datetime


def waiting_places(person: int) -> list[WaitingPlace]:
    """The waiting lists on which a person stands, the oldest first; the order is the instant of asking, nothing else."""
    rows = Application.objects.filter(person_id=person, ended_at=None).order_by("applied_at", "pk")
    return [WaitingPlace(row.program_code, _before(row), row.applied_at) for row in rows]


def _before(row: Application) -> int:
    earlier = Q(applied_at__lt=row.applied_at) | Q(applied_at=row.applied_at, pk__lt=row.pk)
    return Application.objects.filter(earlier, program_code=row.program_code, ended_at=None).count()
