"""Owns reading what was found about people: risk, health, skill with their history, and who may not meet whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from programs.people.models import Assessment, NonAssociation, PersonQuerySet

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Apart:
    """Somebody whom a person may not meet: the row, and the other one's card and short name."""

    row: NonAssociation
    other: int
    card_number: str
    short_name: str


def assessments(person: int) -> list[Assessment]:
    """What was found about a person, newest first, with what never held a day (one query)."""
    return list(Assessment.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def clearance_ends_soon(found: PersonQuerySet, day: date) -> PersonQuerySet:
    """Of the persons those whose health clearance holds on `day` and ends within 30 days, with no later one recorded."""
    theirs = Assessment.objects.filter(person=OuterRef("pk"), kind="health")
    ends = theirs.filter(during__contains=day, during__endswith__lte=day + SOON)
    later = theirs.filter(during__startswith__gt=day, during__endswith__gt=day + SOON)
    return found.filter(Exists(ends), ~Exists(later))


def non_associated(persons: Iterable[int], day: date) -> list[tuple[int, int]]:
    """Pairs among the persons who may not meet on `day`, smaller id first (one query)."""
    among = set(persons)
    pairs = NonAssociation.objects.filter(first__in=among, second__in=among, during__contains=day)
    return list(pairs.order_by("first", "second").values_list("first", "second"))


def kept_apart(person: int) -> list[Apart]:
    """Whom a person may not or might not meet, newest first (one query)."""
    pairs = NonAssociation.objects.filter(Q(first=person) | Q(second=person)).select_related("first", "second")
    return [
        Apart(pair, other.pk, other.card_number, other.short_name)
        for pair in pairs.order_by("-recorded_at", "-pk")
        for other in ((pair.second if pair.first_id == person else pair.first),)
    ]
