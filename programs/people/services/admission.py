"""Owns the admission of one person by hand, by the same rules as a row of a list; who is known is told, not doubled."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import crypto, jobs
from core.errors import Conflict, Refused
from programs.people.models import Alias, Person
from programs.people.services import cards
from programs.people.services.columns import Line, Sheet
from programs.people.services.days import check_come
from programs.people.services.importing import adult_from
from programs.people.services.known import admit_all, persons_by_register
from programs.people.services.masks import masked
from programs.people.services.refusals import REFUSALS
from programs.people.services.rows import PersonRow, checked_rows, register_key
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record


def admit(cells: Mapping[str, str], *, on: date, detained_on: date | None = None, by: str) -> Person:
    """Admit one person from the day `on`; `cells` are those of a row of a list, by column ("register_number", ...).

    Raises Refused for a cell that a list could not hold or days out of order, Conflict (code `register-known`, value the
    card number) when the register number is known here, also as an earlier one.
    """
    check_come(on)
    row = _checked_row(cells)
    known = known_by_register(row.register)
    if known is not None:
        rule = _("This register number is known here already.")
        raise Conflict(code="register-known", field="register_number", value=known.card_number, rule=rule)
    if detained_on is not None and not row.birth < detained_on <= on:
        rule = _("Custody began on or before the day of admission.")
        raise Refused(code="detained-order", field="detained_on", value=detained_on.isoformat(), rule=rule)
    with translated(REFUSALS), transaction.atomic():
        person = _written(row, on=on, detained_on=detained_on, by=by)
        record("person.admitted", by=by, subject=f"person:{person.pk}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")
    return person


def known_by_register(register: str) -> Person | None:
    """Who has or had this register number here; a merged record leads to the one that stays."""
    key = register_hash(register)
    return persons_by_register([key]).get(key)


def register_hash(register: str) -> str:
    """The keyed hash by which a register number is found in this prison."""
    return crypto.fingerprint(register_key(register), prison=this_prison(), field="register")


def add_alias(person: int, *, kind: str, text: str, by: str) -> Alias:
    """An earlier register number or name of the person. Raises Refused for an empty text, Conflict for a known number."""
    text = checked_text(text, field="text", longest=40 if kind == "register" else 120, is_needed=True)
    if kind == "register" and (known := known_by_register(text)) is not None:
        rule = _("This register number is known here already.")
        raise Conflict(code="register-known", field="text", value=known.card_number, rule=rule)
    with translated(REFUSALS), transaction.atomic():
        alias = alias_of(person, kind=kind, text=text, by=by)
        alias.save(force_insert=True)
        record("alias.added", by=by, subject=f"person:{person}", kind=kind, alias=alias.pk)
    return alias


def alias_of(person: int, *, kind: str, text: str, by: str) -> Alias:
    """The row of an alias, not yet written: sealed, with the hash that finds it and the mask that is shown."""
    is_register, prison = kind == "register", this_prison()
    key = register_hash(text) if is_register else crypto.fingerprint(text.casefold(), prison=prison, field="name")
    return Alias(
        person_id=person,
        kind=kind[:10],
        sealed=crypto.seal(text, prison=prison, field="alias"),
        hash=key,
        masked=masked(text) if is_register else f"{text[0]}••••",
        recorded_by=by,
    )


def _checked_row(cells: Mapping[str, str]) -> PersonRow:
    line = Line(1, dict(cells), is_too_long=False, faults={})
    good, rejected = checked_rows(Sheet(tuple(cells), (line,)), today=local_today())
    for rejection in rejected:
        raise Refused(code="cell-refused", field=rejection.field, value="", rule=rejection.reason)
    return good[0]


def _written(row: PersonRow, *, on: date, detained_on: date | None, by: str) -> Person:
    prison = this_prison()
    cards.hold_numbering(prison)
    facts: dict[str, Any] = {**row.facts, "detained_on": detained_on or row.facts.get("detained_on")}
    person = Person.objects.create(
        card_number=next(cards.next_numbers()),
        register_hash=register_hash(row.register),
        register_sealed=crypto.seal(row.register, prison=prison, field="register"),
        register_masked=masked(row.register),
        birth_sealed=crypto.seal(row.birth.isoformat(), prison=prison, field="birth"),
        adult_from=adult_from(row.birth, admitted=on),
        **facts,
    )
    admit_all([(person, row)], today=on, by=by)
    return person
