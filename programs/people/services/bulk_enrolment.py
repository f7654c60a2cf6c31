"""Owns enrolling several people from a waiting list at once: each one alone passes or is refused, and all are told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from core.errors import DomainError
from programs.people.services.enrolments import enrol
from programs.records.services import once_here


@dataclass(frozen=True)
class Outcome:
    """What came of one person: enrolled, or the rule that refused."""

    person: int
    is_enrolled: bool
    rule: str = ""
    citation: str = ""


def enrol_many(persons: Sequence[int], *, program: str, purpose: str, starts: date, key: str, by: str) -> list[Outcome]:
    """Enrol each person in its own savepoint; who is enrolled waits no more. The same key again tells the same again.

    Raises Conflict when the key was used for another choice.
    """
    request = {"persons": sorted(persons), "program": program, "purpose": purpose, "starts": starts.isoformat()}

    def act() -> dict[str, Any]:
        # in one order everywhere, so that two officers never wait for each other in a circle
        found = [_outcome(person, program=program, purpose=purpose, starts=starts, by=by) for person in sorted(persons)]
        return {"outcomes": [asdict(each) for each in found]}

    done = once_here("people.enrol_many", key, request, act)
    return [Outcome(**each) for each in done["outcomes"]]


def _outcome(person: int, *, program: str, purpose: str, starts: date, by: str) -> Outcome:
    try:
        with transaction.atomic():
            enrol(person, program=program, purpose=purpose, starts=starts, by=by)
    except DomainError as error:
        return Outcome(person, is_enrolled=False, rule=str(error.rule), citation=error.citation)
    return Outcome(person, is_enrolled=True)
