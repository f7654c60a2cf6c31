"""Owns acts on one person's record: placing in assimilation, and showing the sealed register number to the head."""

from datetime import date

from django.db import transaction

from core import crypto, jobs
from programs.people import selectors
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record


def place_in_assimilation(person: int, *, on: date, by: str) -> None:
    """The person is in assimilation from the day `on`. Raises NotFound, and Refused for a remand detainee."""
    held = selectors.held_person(person, on=on)
    with translated(REFUSALS, value=held.card_number), transaction.atomic():
        held.assimilation_from = on
        held.save(update_fields=["assimilation_from"])
        record("person.assimilated", by=by, subject=f"person:{person}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def reveal_register(person: int, *, by: str) -> str:
    """The person's register number in clear, once; the audit entry is written before it is shown."""
    with transaction.atomic():
        row = selectors.person(person)
        record("register.revealed", by=by, subject=f"person:{person}")
        return crypto.unseal(bytes(row.register_sealed), prison=this_prison(), field="register")
