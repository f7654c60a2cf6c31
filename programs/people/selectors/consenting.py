"""Owns reading consents: who consents to what on a day, and how many refused or withdrew, which has no consequence."""

from collections.abc import Iterable
from datetime import date

from programs.people.models import Consent


def consenting(persons: Iterable[int], purpose: str, day: date) -> set[int]:
    """Those of the persons whose consent for the purpose holds on `day` (one query)."""
    held = Consent.objects.filter(person__in=list(persons), purpose=purpose, answer="given", during__contains=day)
    return set(held.values_list("person_id", flat=True))


def withdrawals(purpose: str, first: date, last: date) -> int:
    """How many consents for a purpose were withdrawn from `first` to `last`, both included."""
    return Consent.objects.filter(purpose=purpose, withdrawn_on__range=(first, last)).count()


def refusals(purpose: str, first: date, last: date) -> int:
    """How many refused a purpose from `first` to `last`, both included."""
    return Consent.objects.filter(purpose=purpose, answer="refused", refused_on__range=(first, last)).count()
