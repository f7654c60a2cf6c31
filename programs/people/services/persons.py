"""Owns acts on the records of persons: assimilation, the audited look at a register number, the audited export."""

from datetime import date

from django.db import transaction

from core import crypto, jobs
from programs.people import selectors
from programs.people.services.days import check_near
from programs.people.services.refusals import REFUSALS
from programs.records.cells import cell
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record

EXPORTED = (
    "card_number",
    "name",
    "register_masked",
    "kind",
    "block",
    "risk",
    "education",
    "admitted_on",
    "sentenced_on",
    "release_on",
)


def place_in_assimilation(person: int, *, on: date, by: str) -> None:
    """The person is in assimilation from the day `on`. Raises NotFound, Refused for who is on remand or a far day."""
    check_near(on)
    held = selectors.held_person(person, on=on)
    with translated(REFUSALS, value=held.card_number), transaction.atomic():
        held.assimilation_from = on
        held.save(update_fields=["assimilation_from"])
        record("person.assimilated", by=by, subject=f"person:{person}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def end_assimilation(person: int, *, by: str) -> None:
    """The person was never placed in assimilation: undoes a mistaken entry. Raises NotFound."""
    with transaction.atomic():
        row = selectors.person_for_change(person)
        if row.assimilation_from is None:
            return
        period = f"{row.assimilation_from:%Y-%m}"
        row.assimilation_from = None
        row.save(update_fields=["assimilation_from"])
        record("person.assimilation-undone", by=by, subject=f"person:{person}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=period)


def reveal_register(person: int, *, by: str) -> str:
    """The person's register number in clear, once; the audit entry is written before it is shown."""
    with transaction.atomic():
        row = selectors.person(person)
        selectors.check_not_removed(row)
        record("register.revealed", by=by, subject=f"person:{person}")
        return crypto.unseal(bytes(row.register_sealed), prison=this_prison(), field="register")


def export_people(day: date, *, is_demo: bool, by: str) -> list[list[str]]:
    """Everybody held on `day` as rows for a spreadsheet, headings first; without birth date, the register number masked.

    The export is audited. A text that a spreadsheet would run as a formula is quoted; demo rows say so.
    """
    with transaction.atomic():
        rows = [
            [cell(value) for value in values] + [str(is_demo).lower()]
            for values in selectors.persons(day).values_list(*EXPORTED)
        ]
        record("people.exported", by=by, subject="people", rows=len(rows))
    return [[*EXPORTED, "demo"], *rows]
