"""Owns what dates tell of a person today: age, time served, days to the expected release; the birth date stays sealed."""

from dataclasses import dataclass
from datetime import date

from core import crypto
from programs.people.models import Alias, Person
from programs.records.selectors import this_prison


@dataclass(frozen=True)
class Custody:
    """Age in whole years; time served since custody began or, where that is unknown, since the verdict."""

    age: int
    served: tuple[int, int] | None
    is_since_verdict: bool
    days_left: int | None


def custody(who: Person, day: date) -> Custody:
    """What the person's dates tell on `day`; the birth date is unsealed for this alone."""
    birth = date.fromisoformat(crypto.unseal(bytes(who.birth_sealed), prison=this_prison(), field="birth"))
    since = who.detained_on or who.sentenced_on
    served = _months(since, day) if since and since <= day else None
    return Custody(
        age=_months(birth, day)[0],
        served=served,
        is_since_verdict=who.detained_on is None,
        days_left=max(0, (who.release_on - day).days) if who.release_on else None,
    )


def aliases(person: int) -> list[Alias]:
    """Under what else the person is known, newest first; masked."""
    return list(Alias.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def by_card(card: str) -> Person | None:
    """The person with a card number, merged records too."""
    return Person.objects.filter(card_number__iexact=card.strip()).first()


def duplicates(person: int) -> list[Person]:
    """Records that were merged into this one."""
    return list(Person.objects.filter(merged_into=person).in_card_order())


def _months(first: date, day: date) -> tuple[int, int]:
    """Whole years and months from one day to another."""
    months = (day.year - first.year) * 12 + day.month - first.month - (day.day < first.day)
    return divmod(months, 12)
