"""Owns totals of a group: numerators and denominators first, division last, and nothing that gives a hidden figure away."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from national.indicators import Indicator
from national.intervals import wilson


@dataclass(frozen=True)
class Pooled:
    """What so many prisons have together. Prisons whose figure is hidden are in no total, so no difference tells it."""

    indicator: Indicator
    numerator: int
    denominator: int
    prisons: int

    @property
    def value(self) -> float | None:
        """The share, rate or amount; None where there is nobody and no work."""
        return self.numerator * self.indicator.scale / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of a share of people."""
        if not self.indicator.is_share or not self.denominator:
            return None
        return wilson(self.numerator, self.denominator)


def pooled(indicator: Indicator, figures: Iterable[tuple[int, int]]) -> Pooled:
    """The total of figures that hide nobody."""
    numerator = denominator = prisons = 0
    for counted, base in figures:
        numerator, denominator, prisons = numerator + counted, denominator + base, prisons + 1
    return Pooled(indicator, numerator, denominator, prisons)


def told(indicators: Iterable[Indicator]) -> Q:
    """Rows of these versions that hide nobody: the condition of `Indicator.hides`, for the database."""
    alike: dict[tuple[int, int], list[str]] = {}
    for each in indicators:
        alike.setdefault((each.version, each.minimum_cell), []).append(each.code)
    return reduce(or_, (_told(codes, *facts) for facts, codes in alike.items()))


def _told(codes: list[str], version: int, least: int) -> Q:
    rows = Q(indicator__in=codes, version=version)
    if not least:
        return rows
    return rows & (Q(denominator=0) | Q(denominator__gte=least)) & (Q(numerator=0) | Q(numerator__gte=least))
