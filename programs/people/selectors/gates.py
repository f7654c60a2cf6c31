"""Owns reading the gates before enrolment, and a person's consents and enrolments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from programs.people.models import Consent, Enrolment, Person


@dataclass(frozen=True)
class Gate:
    """One hard gate of production for sale and whether the person passes it on a day."""

    code: str
    is_passed: bool


@dataclass(frozen=True)
class Covering:
    """A consent that covers a day: its id and its days, which rows that rest on it copy."""

    consent: int
    during: Any


def covering_consents(persons: Iterable[int], purpose: str, day: date) -> dict[int, Covering]:
    """Of the persons, who consents to `purpose` on `day`, with the consent itself (one query)."""
    found = Consent.objects.filter(person__in=list(persons), purpose=purpose, during__contains=day)
    return {row.person_id: Covering(row.pk, row.during) for row in found}


def gates(who: Person, *, day: date) -> list[Gate]:
    """The hard gates of product rule 1 that hang on the person: convicted, adult, consent to work (one query)."""
    consent = Consent.objects.filter(person=who, purpose="work", during__contains=day)
    return [
        Gate("convicted", who.kind == "narapidana"),
        Gate("adult", who.adult_from <= day),
        Gate("consent", consent.exists()),
    ]


def consents(person: int) -> list[Consent]:
    """A person's consents, newest first."""
    return list(Consent.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def enrolments(person: int) -> list[Enrolment]:
    """A person's enrolments, newest first."""
    return list(Enrolment.objects.filter(person_id=person).order_by("-enrolled_at", "-pk"))
