"""Owns the papers before enrolment: the board's decision with the head's decree, for one or for many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import NotFound, Refused
from programs.people import selectors
from programs.people.models import Decision
from programs.people.services.days import check_come
from programs.people.services.enrolments import check_adopted
from programs.people.services.ranges import end_at
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record


@dataclass(frozen=True)
class DecisionFacts:
    """What the board (TPP) decided and the head decreed (SK), each with number and date."""

    board_number: str
    board_on: date
    decree_number: str
    decree_on: date


def record_decisions(persons: Sequence[int], *, program: str, facts: DecisionFacts, by: str) -> list[Decision]:
    """One decision for several persons and a program, all or none, from the day of the decree until ended.

    Who has this very decision keeps it; an earlier one ends. Returns what is new. Raises NotFound, Refused for an empty
    number, days out of order or ahead, somebody not held; Conflict when a later decree stands.
    """
    facts = _checked(facts)
    check_adopted(program)
    with translated(REFUSALS, value=facts.decree_on.isoformat()), transaction.atomic():
        held = selectors.held_persons(persons, on=local_today())
        theirs = Decision.objects.filter(program_code=program, person__in=persons)
        kept = set(_the_same(theirs, facts).values_list("person", flat=True))
        new = [person for person in held if person.pk not in kept]
        end_at(theirs.filter(person__in=new, during__contains=facts.decree_on), facts.decree_on)
        found = Decision.objects.bulk_create(
            Decision(person=each, program_code=program, during=(facts.decree_on, None), recorded_by=by, **vars(facts))
            for each in new
        )
        for row in found:
            record("decision.recorded", by=by, subject=f"person:{row.person_id}", program=program, decision=row.pk)
    return found


def end_decision(decision: int, *, on: date, by: str, person: int | None = None) -> None:
    """The decision no longer holds from the day `on`; who is enrolled stays. Raises NotFound (also when not of `person`)."""
    check_come(on)
    with transaction.atomic():
        row = Decision.objects.select_for_update().filter(pk=decision).first()
        if row is None or person not in (None, row.person_id):
            rule = _("There is no such decision here.")
            raise NotFound(code="decision-unknown", field="decision", value=decision, rule=rule)
        if not row.is_open_on(on):
            return
        end_at(Decision.objects.filter(pk=decision), on)
        record("decision.ended", by=by, subject=f"person:{row.person_id}", decision=decision)


def _checked(facts: DecisionFacts) -> DecisionFacts:
    check_come(facts.decree_on, field="decree_on")
    if facts.board_on > facts.decree_on:
        rule = _("The decree is of the day of the board's decision or later.")
        raise Refused(code="decree-order", field="decree_on", value=facts.decree_on.isoformat(), rule=rule)
    return DecisionFacts(
        checked_text(facts.board_number, field="board_number", longest=80, is_needed=True),
        facts.board_on,
        checked_text(facts.decree_number, field="decree_number", longest=80, is_needed=True),
        facts.decree_on,
    )


def _the_same(rows: QuerySet[Decision], facts: DecisionFacts) -> QuerySet[Decision]:
    return rows.filter(**vars(facts), during__upper_inf=True)
