"""Owns being held: a move to another block, and coming back after a release or a transfer as the same person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import Person, Stay
from programs.people.services.days import check_come
from programs.people.services.leaving import end_stay, last_stay
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record

LONGEST_BLOCK = 40


def move_block(person: int, *, block: str, on: date, by: str) -> Stay:
    """The person is held in another block from the day `on`; the same block again changes nothing.

    Raises NotFound, Refused for a day ahead, before the last move, after leaving, or a block that is too long.
    """
    check_come(on)
    block = checked_text(block, field="block", longest=LONGEST_BLOCK)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        held = selectors.person_for_change(person)
        selectors.held_person(person, on=on)
        stay = last_stay(held, on)
        if stay.block == block:
            return stay
        if stay.began_on == on:
            stay.block = block
            stay.save(update_fields=["block"])
        else:
            end_stay(stay, on, reason="move")
            stay = begin_stay(held, on, block=block, began_by="move")
        record("person.moved", by=by, subject=f"person:{person}", block=block)
    return stay


def readmit(person: int, *, on: date, block: str, by: str, began_by: str = "admission") -> Stay:
    """Someone known comes back: the same person, held again from the day `on` in a block, by "admission" or "transfer".

    Raises NotFound, Refused for a merged record, a day ahead or before the last day here, Conflict while held.
    """
    check_come(on)
    block = checked_text(block, field="block", longest=LONGEST_BLOCK)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        row = selectors.person_for_change(person)
        _check_gone(row, on)
        stay = begin_stay(row, on, block=block, began_by=began_by)
        row.version += 1
        row.save(update_fields=["version"])
        record("person.readmitted", by=by, subject=f"person:{person}", began_by=began_by)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")
    return stay


def begin_stay(person: Person, on: date, *, block: str, began_by: str) -> Stay:
    """Held from the day `on` without a known end."""
    return Stay.objects.create(person=person, block=block, began_on=on, began_by=began_by, during=(on, None))


def _check_gone(person: Person, on: date) -> None:
    if person.merged_into_id is not None:
        rule = _("This record was merged into another one of the same person. Open that one.")
        raise Refused(code="person-merged", field="person", value=person.card_number, rule=rule)
    last = Stay.objects.filter(person=person).order_by("-began_on", "-pk").first()
    if last is not None and last.during.upper is None and not last.during.isempty:
        rule = _("The person is held here already.")
        raise Conflict(code="person-held", field="person", value=person.card_number, rule=rule)
    if last is not None and on < (last.during.upper or last.began_on):
        rule = _("The person was still held here on this day. Choose the day of coming back.")
        raise Refused(code="person-held-then", field="on", value=on.isoformat(), rule=rule)
