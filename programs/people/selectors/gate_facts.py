"""Owns the facts that the gates of a program read, for several persons at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from psycopg2.extras import DateRange

from programs.library.selectors import adopted_programs
from programs.people.models import Assessment, Consent, Decision, Enrolment, NonAssociation, Override, held_on
from programs.records.selectors import this_prison


@dataclass(frozen=True)
class GateFacts:
    """What is known on a day of persons and one program; who is listed is enrolled on that day or later, and held."""

    day: date
    consented: frozenset[int]
    decisions: dict[int, dict[str, str]]
    health: dict[int, Assessment]
    risk: dict[int, str]
    apart: dict[int, list[str]]
    listed: frozenset[int]
    places: int | None
    overridden: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, persons: Sequence[int], program: str, day: date) -> "GateFacts":
        """Read in nine queries."""
        listed = _listed(program, day)
        decided = Decision.objects.filter(person__in=persons, program_code=program, during__contains=day)
        overrides = Override.objects.filter(person__in=persons, program_code=program, during__contains=day)
        consents = Consent.objects.filter(person__in=persons, purpose="work", during__contains=day)
        risks = Assessment.objects.filter(person__in=persons, kind="risk", during__contains=day)
        return cls(
            day,
            frozenset(consents.values_list("person", flat=True)),
            {row.person_id: {"board": row.board_number, "decree": row.decree_number} for row in decided},
            _health(persons, day),
            dict(risks.values_list("person", "level")),
            _apart(persons, listed, day),
            listed,
            next((each.places for each in adopted_programs(this_prison()) if each.code == program), None),
            frozenset(overrides.values_list("person", "gate")),
        )

    def taken_beside(self, person: int) -> int:
        """Places taken by others."""
        return len(self.listed - {person})

    def has_place(self, person: int) -> bool:
        """A place is left, or the template states no number."""
        return self.places is None or self.taken_beside(person) < self.places


def _listed(program: str, day: date) -> frozenset[int]:
    rows = Enrolment.objects.filter(held_on(day, "person__"), program_code=program)
    return frozenset(rows.filter(during__overlap=DateRange(day, None)).values_list("person", flat=True))


def _health(persons: Sequence[int], day: date) -> dict[int, Assessment]:
    """The last finding about each that began by `day`."""
    found = Assessment.objects.filter(person__in=persons, kind="health", during__startswith__lte=day)
    return {row.person_id: row for row in found.order_by("during", "pk")}


def _apart(persons: Sequence[int], listed: frozenset[int], day: date) -> dict[int, list[str]]:
    """Cards of those on the list whom each may not meet."""
    touching = Q(first__in=persons, second__in=listed) | Q(second__in=persons, first__in=listed)
    pairs = NonAssociation.objects.filter(touching, during__contains=day).select_related("first", "second")
    cards: dict[int, list[str]] = defaultdict(list)
    for pair in pairs:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if other.pk in listed:
                cards[one.pk].append(other.card_number)
    return dict(cards)
