"""Owns how long what is held about a person stays after they left: the schedule as data, what is due, and the purge."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db import transaction

from core.reference import read_rows
from programs.people import selectors as people
from programs.people.services.removing import remove_identity
from programs.records.personal import Held, held
from programs.records.selectors import local_today
from programs.records.services import record

SCHEDULE = Path(__file__).parents[2] / "programs" / "people" / "reference" / "retention.csv"
IDENTITY = "identity"


@dataclass(frozen=True)
class Rule:
    """So many days after leaving what a code stands for is removed; where that comes from and how sure it is."""

    code: str
    what_id: str
    what_en: str
    days: int
    source: str
    status: str
    as_of: str

    def is_due(self, left: date, today: date) -> bool:
        """The days are over."""
        return left + timedelta(days=self.days) <= today


@dataclass
class Purge:
    """What a purge removed, or would remove: rows by rule, and of how many persons something."""

    persons: int = 0
    removed: Counter[str] = field(default_factory=Counter)


@cache
def schedule() -> tuple[Rule, ...]:
    """Every rule, shortest first."""
    columns = ("code", "what_id", "what_en", "days", "source", "status", "as_of")
    rows = read_rows(SCHEDULE, required=columns)
    rules = [
        Rule(
            code=row["code"],
            what_id=row["what_id"],
            what_en=row["what_en"],
            days=int(row["days"]),
            source=row["source"],
            status=row["status"],
            as_of=row["as_of"],
        )
        for row in rows
    ]
    return tuple(sorted(rules, key=lambda rule: (rule.days, rule.code)))


def due(today: date) -> Purge:
    """What a purge would remove today; changes nothing."""
    found = Purge()
    for person, left in people.left_on(today).items():
        counts = Counter({rule.code: _count(rule, person) for rule in schedule() if rule.is_due(left, today)})
        found.removed += counts
        found.persons += bool(+counts)
    return found


def purge_people(*, by: str) -> Purge:
    """Remove what is due, one transaction for each person, each in the audit with counts. A second time changes nothing."""
    today, found = local_today(), Purge()
    for person, left in people.left_on(today).items():
        with transaction.atomic():
            removed = _purge(person, [rule for rule in schedule() if rule.is_due(left, today)])
            if removed:
                record("person.purged", by=by, subject=f"person:{person}", **removed)
        found.removed += Counter(removed)
        found.persons += bool(removed)
    return found


def _purge(person: int, rules: list[Rule]) -> Mapping[str, int]:
    removed: Counter[str] = Counter()
    for rule in rules:
        for each in _tables(rule):
            removed[rule.code] += _remove(each, person)
        if rule.code == IDENTITY:
            removed[IDENTITY] += remove_identity(person)
    return dict(+removed)


def _remove(each: Held, person: int) -> int:
    rows = each.rows(person).order_by()
    if not each.keep:
        return rows.delete()[0]
    return rows.exclude(**each.blank).update(**each.blank) if each.blank else 0


def _count(rule: Rule, person: int) -> int:
    total = 0
    for each in _tables(rule):
        rows = each.rows(person)
        if not each.keep:
            total += rows.count()
        elif each.blank:
            total += rows.exclude(**each.blank).count()
        elif rule.code == IDENTITY:
            total += rows.filter(removed_at=None).count()
    return total


def _tables(rule: Rule) -> list[Held]:
    return [each for each in held() if each.rule == rule.code]
