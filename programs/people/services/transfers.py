"""Owns the two ends of a transfer: a person is sent away with a consignment, and arrives as the same person or a new one."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import crypto
from core.errors import Conflict, NotFound, Refused
from programs.people import selectors
from programs.people.models import KINDS, Person, Stay
from programs.people.selectors.travelling import PLAIN, brought_subject
from programs.people.services import cards
from programs.people.services.brought import keep_aliases, keep_learnt, keep_skill
from programs.people.services.days import check_come
from programs.people.services.importing import adult_from
from programs.people.services.known import persons_by_register
from programs.people.services.leaving import leave, undo_leaving
from programs.people.services.masks import masked
from programs.people.services.refusals import REFUSALS
from programs.people.services.rows import LONGEST, register_key
from programs.people.services.stays import begin_stay, readmit
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record, write_note

if TYPE_CHECKING:
    from django.db.models import Field


def send_away(person: int, *, on: date, consignment: UUID, by: str) -> None:
    """The person leaves by transfer from the day `on`, tied to the consignment. Raises like `leave`."""
    with transaction.atomic():
        leave(person, on=on, reason="transfer", by=by)
        last = Stay.objects.filter(person_id=person).order_by("-began_on", "-pk")[:1]
        Stay.objects.filter(pk__in=last).update(sent_as=consignment)


def keep_here(consignment: UUID, *, by: str) -> int:
    """Whoever was sent with a consignment that did not arrive is held here again; returns the person.

    Raises NotFound for a consignment nobody went with, Conflict when the person came back otherwise meanwhile.
    """
    with transaction.atomic():
        stay = Stay.objects.select_for_update().filter(sent_as=consignment).first()
        if stay is None:
            rule = _("Nobody was sent with this consignment, or it was taken back already.")
            raise NotFound(code="consignment-unknown", field="consignment", value=str(consignment), rule=rule)
        if Stay.objects.filter(person=stay.person_id, pk__gt=stay.pk).exists():
            rule = _("The person has come back otherwise meanwhile.")
            raise Conflict(code="person-held", field="consignment", value=str(consignment), rule=rule)
        stay.sent_as = None
        stay.save(update_fields=["sent_as"])
        undo_leaving(stay.person_id, by=by)
        return stay.person_id


def admit_transferred(facts: Mapping[str, Any], *, on: date, block: str, origin: str, by: str) -> int:
    """Admit who arrives with these facts (of `selectors.travels`) from the day `on`, known again or new; returns the person.

    Known again is whose register number, or an earlier one, is known here. Raises Refused for facts that cannot be and
    a day ahead, Conflict when the person is held here already.
    """
    check_come(on)
    identity = _checked(facts.get("identity"))
    prison = this_prison()
    with translated(REFUSALS, value=identity["kind"]), transaction.atomic():
        cards.hold_numbering(prison)
        person = _known(identity, prison)
        if person is None:
            person = _new(identity, on=on, prison=prison)
            begin_stay(person, on, block=block, began_by="transfer")
        else:
            readmit(person.pk, on=on, block=block, by=by, began_by="transfer")
            _restate(person, identity)
        _keep(person, facts, identity, origin=origin, by=by)
        keep_skill(person, str(facts.get("skill") or ""), on=on, origin=origin, by=by)
        record("person.arrived", by=by, subject=f"person:{person.pk}", origin=origin)
    return person.pk


def _keep(person: Person, facts: Mapping[str, Any], identity: Mapping[str, Any], *, origin: str, by: str) -> None:
    keep_aliases(person, identity["registers"], prison=this_prison(), by=by)
    keep_learnt(person, facts.get("learnt") or {})
    there = {text for _at, text in selectors.brought(person.pk)}
    for text in [*facts.get("notes", ()), *facts.get("worked", ())]:
        if str(text) not in there:
            write_note(brought_subject(person.pk), str(text), by=by)


def _checked(identity: Any) -> dict[str, Any]:
    """The facts of identity in their types; raises Refused when the envelope holds something else."""
    try:
        facts = {name: _field(name).to_python(identity[name]) for name in PLAIN}
        if facts["kind"] not in KINDS or not 0 < len(facts["name"]) <= LONGEST["name"]:
            raise ValueError
        facts["register_number"] = str(identity["register_number"])[:40]
        facts["birth_date"] = date.fromisoformat(identity["birth_date"])
        facts["registers"] = [str(each)[:40] for each in identity["registers"]]
    except (KeyError, TypeError, ValueError, ValidationError):
        rule = _("The envelope does not hold a person's facts as expected. Refuse it and ask the sender.")
        raise Refused(code="envelope-unfit", field="consignment", value="-", rule=rule) from None
    return facts


def _field(name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", Person._meta.get_field(name))


def _known(identity: Mapping[str, Any], prison: str) -> Person | None:
    numbers = [identity["register_number"], *identity["registers"]]
    found = persons_by_register([_hash(number, prison) for number in numbers])
    return next((found[key] for number in numbers if (key := _hash(number, prison)) in found), None)


def _hash(number: str, prison: str) -> str:
    return crypto.fingerprint(register_key(number), prison=prison, field="register")


def _new(identity: Mapping[str, Any], *, on: date, prison: str) -> Person:
    register, birth = identity["register_number"], identity["birth_date"]
    return Person.objects.create(
        card_number=next(cards.next_numbers()),
        register_hash=_hash(register, prison),
        register_sealed=crypto.seal(register, prison=prison, field="register"),
        register_masked=masked(register),
        birth_sealed=crypto.seal(birth.isoformat(), prison=prison, field="birth"),
        adult_from=adult_from(birth, admitted=on),
        **{name: identity[name] for name in PLAIN},
    )


def _restate(person: Person, identity: Mapping[str, Any]) -> None:
    """What the other prison knows is newer; the birth date stays as it was read here."""
    person.refresh_from_db()
    for name in PLAIN:
        setattr(person, name, identity[name])
    person.version += 1
    person.save(update_fields=[*PLAIN, "version"])
