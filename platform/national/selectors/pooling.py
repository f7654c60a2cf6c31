"""Owns totals of a group: numerators and denominators first, division last, and nothing that gives a hidden figure away."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

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
    versions: dict[int, list[str]] = {}
    cells: dict[int, list[str]] = {}
    for each in indicators:
        versions.setdefault(each.version, []).append(each.code)
        cells.setdefault(each.minimum_cell, []).append(each.code)
    rows = reduce(or_, (Q(indicator__in=codes, version=version) for version, codes in versions.items()))
    return reduce(and_, (~_hidden(codes, least) for least, codes in cells.items() if least), rows)


def _hidden(codes: list[str], least: int) -> Q:
    """Numbers before names: of thousands of rows few go on to the comparison of texts."""
    few = Q(denominator__gt=0, denominator__lt=least) | Q(numerator__gt=0, numerator__lt=least)
    return few & Q(indicator__in=codes)
