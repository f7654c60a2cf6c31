"""Owns opening the kiosk: a card number and a PIN of one's own, throttled, one session at a time, ended on the server."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import pins
from core import clock
from core.errors import Refused
from programs.people import selectors
from programs.people.models import OWN, KioskPin, Person
from programs.records.selectors import local_today
from programs.records.services import record

LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Opened:
    """A session of the kiosk: whose it is, its secret, and whether the PIN is the person's own already."""

    person: int
    secret: str
    is_own: bool


def give_first_pin(person: int, *, by: str) -> str:
    """Give a person a PIN to begin with and return it, once; the former one and its session end. Raises NotFound, Refused.

    The person must change it at the first sign-in.
    """
    held = selectors.held_person(person, on=local_today())
    pin = _drawn(held)
    facts = {"hash": make_password(pin), "failures": 0, "locked_until": None, "set_by": by, "session": ""}
    with transaction.atomic():
        KioskPin.objects.update_or_create(person=held, defaults={**facts, "set_at": clock.now()})
        record("kiosk.pin-given", by=by, subject=f"person:{person}")
    return pin


def open_kiosk(card_number: str, pin: str) -> Opened:
    """Open the kiosk by card number and PIN; a session of the same person elsewhere ends.

    Five wrong tries lock the card for a quarter of an hour. Raises Refused (field `pin`, code `kiosk-refused`) in the
    same words for an unknown card, a wrong PIN and a lock, so that trying tells nothing.
    """
    with transaction.atomic():
        row = _kept(card_number)
        opened = None if row is None or not _is_right(row, pin) else _opened(row)
    if row is None:
        make_password(pin)  # as long as a look at a real one
    if opened is None:
        rule = _("Card number and PIN do not fit. After five wrong tries a card rests for 15 minutes.")
        raise Refused(code="kiosk-refused", field="pin", value="…", rule=rule)
    return opened


def change_pin(person: int, *, pin: str) -> None:
    """The person's own PIN from now on. Raises Refused (field `pin`) for one that is easy to guess or the one before."""
    with transaction.atomic():
        row = KioskPin.objects.select_for_update(of=("self",)).select_related("person").get(person_id=person)
        _check(pin, row.person)
        if check_password(pin, row.hash):
            raise Refused(code="pin-same", field="pin", value="…", rule=_("Choose another PIN than the one before."))
        row.hash, row.set_by, row.set_at = make_password(pin), OWN, clock.now()
        row.save(update_fields=["hash", "set_by", "set_at"])
        record("kiosk.pin-changed", by=OWN, subject=f"person:{person}")


def leave_kiosk(person: int, secret: str) -> None:
    """End this session of the kiosk, on the server; another one of the same person stays."""
    KioskPin.objects.filter(person_id=person, session=digest(secret)).update(session="")


def digest(secret: str) -> str:
    """What is kept of a session's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _kept(card_number: str) -> KioskPin | None:
    rows = KioskPin.objects.select_for_update(of=("self",)).select_related("person")
    held = Person.objects.held_on(local_today()).filter(card_number__iexact=card_number.strip()[:12])
    return rows.filter(person__in=held).first()


def _is_right(row: KioskPin, pin: str) -> bool:
    """Whether the PIN opens, after counting the try; the row is locked, so that tries at once are counted each."""
    now = clock.now()
    if row.locked_until and row.locked_until > now:
        return False
    failures = 0 if row.locked_until else row.failures
    is_right = check_password(pin, row.hash)
    row.failures, row.locked_until = (0, None) if is_right else (failures + 1, None)
    if row.failures == KioskPin.MOST_FAILURES:
        row.locked_until = now + LOCKED_FOR
        record("kiosk.pin-locked", by="system", subject=f"person:{row.person_id}")
    row.save(update_fields=["failures", "locked_until"])
    return is_right


def _opened(row: KioskPin) -> Opened:
    secret = secrets.token_urlsafe(24)
    row.session = digest(secret)
    row.save(update_fields=["session"])
    return Opened(row.person_id, secret, row.is_own)


def _drawn(person: Person) -> str:
    """Six random digits that are not easy to guess."""
    while True:
        pin = f"{secrets.randbelow(10**pins.LENGTH):0{pins.LENGTH}d}"
        try:
            _check(pin, person)
        except Refused:
            continue
        return pin


def _check(pin: str, person: Person) -> None:
    pins.check(pin)
    digits = "".join(filter(str.isdigit, person.card_number)).zfill(pins.LENGTH)[-pins.LENGTH :]
    if pin == digits:
        raise Refused(code="pin-easy", field="pin", value="…", rule=_("Do not take the card number as your PIN."))
