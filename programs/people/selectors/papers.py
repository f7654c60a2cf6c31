"""Owns reading a person's papers: decisions, overrides, consents, enrolments with their suspensions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from programs.people.models import Consent, Decision, Enrolment, Override, Person, PersonQuerySet, Suspension
from programs.people.selectors.gates import gates_of
from programs.people.selectors.stays import with_standing


@dataclass(frozen=True)
class Undecided:
    """An enrolment that rests on an override which has ended, while its gate still does not pass: somebody decides."""

    enrolment: Enrolment
    override: Override


@dataclass(frozen=True)
class Covering:
    """A consent that covers a day: its id and its days, which rows that rest on it copy."""

    consent: int
    during: Any


def covering_consents(persons: Iterable[int], purpose: str, day: date) -> dict[int, Covering]:
    """Of the persons, who consents to `purpose` on `day`, with the consent itself (one query)."""
    found = Consent.objects.filter(person__in=list(persons), purpose=purpose, during__contains=day)
    return {row.person_id: Covering(row.pk, row.during) for row in found}


def consents(person: int) -> list[Consent]:
    """A person's consents, newest first."""
    return list(Consent.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def enrolments(person: int) -> list[Enrolment]:
    """A person's enrolments with their suspensions, newest first (two queries)."""
    pauses = Prefetch("suspensions", Suspension.objects.order_by("-recorded_at", "-pk"))
    found = Enrolment.objects.filter(person_id=person).prefetch_related(pauses)
    return list(found.order_by("-enrolled_at", "-pk"))


def decisions(person: int) -> list[Decision]:
    """Decisions about a person, newest first."""
    return list(Decision.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def without_decision(program: str, day: date) -> PersonQuerySet:
    """The convicted who are held on `day` and have no decision for the program, with block, by card number."""
    decided = Decision.objects.filter(person=OuterRef("pk"), program_code=program, during__contains=day)
    found = Person.objects.held_on(day).filter(~Exists(decided), kind="narapidana", merged_into=None)
    return with_standing(found, day).in_card_order()


def overrides(person: int | None = None) -> QuerySet[Override]:
    """Overrides given, of one person or of all, newest first, with the person."""
    found = Override.objects.select_related("person").order_by("-given_at", "-pk")
    return found if person is None else found.filter(person_id=person)


def undecided(day: date) -> list[Undecided]:
    """Enrolments of today whose override has ended and whose gate still fails, by card number.

    They go on: ending them is a decision of people, not of a date. Two queries, and those of the gates per program.
    """
    live = Enrolment.objects.filter(
        person=OuterRef("person"), program_code=OuterRef("program_code"), during__contains=day
    )
    ended = Override.objects.filter(Exists(live), during__endswith__lte=day, during__isempty=False)
    by_program: dict[str, dict[tuple[int, str], Override]] = {}
    for row in ended.select_related("person").order_by("during"):
        by_program.setdefault(row.program_code, {})[row.person_id, row.gate] = row
    found: list[Undecided] = []
    for program, rows in by_program.items():
        found += _undecided(program, rows, day)
    return sorted(found, key=lambda each: (len(each.override.person.card_number), each.override.person.card_number))


def _undecided(program: str, rows: dict[tuple[int, str], Override], day: date) -> list[Undecided]:
    persons: dict[int, Person] = {row.person_id: row.person for row in rows.values()}
    failing = {
        (person, gate.code)
        for person, met in gates_of(list(persons.values()), program, day).items()
        for gate in met
        if not gate.is_open
    }
    enrolled = Enrolment.objects.filter(person__in=persons, program_code=program, during__contains=day)
    by_person = {row.person_id: row for row in enrolled}
    return [
        Undecided(by_person[row.person_id], row)
        for key, row in rows.items()
        if key in failing and row.person_id in by_person
    ]
