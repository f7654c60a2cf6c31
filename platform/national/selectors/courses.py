"""Owns the course of a figure over months: one total a month, running month apart, with its control limits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Sum

from core import clock
from core.control import Control, control
from national.indicators import Indicator
from national.models import Observation
from national.periods import Month, month_of
from national.selectors.pooling import Pooled, told

LENGTH = 24


@dataclass(frozen=True)
class Point:
    """One month; provisional while the month runs. `total` is None where nothing may be told."""

    period: str
    total: Pooled | None
    is_final: bool

    @property
    def value(self) -> float | None:
        """The figure of the month."""
        return self.total.value if self.total else None


@dataclass(frozen=True)
class Course:
    """Months without a gap, the oldest first, as far as anything was published."""

    indicator: Indicator
    points: tuple[Point, ...]

    @property
    def values(self) -> list[float | None]:
        """The figures alone."""
        return [point.value for point in self.points]

    @property
    def control(self) -> Control | None:
        """Limits from the months that have ended; None from fewer than six."""
        ended = [point.value for point in self.points if point.is_final and point.value is not None]
        return control(ended)


def courses(
    indicators: Iterable[Indicator], codes: Collection[str], *, until: Month, length: int = LENGTH
) -> dict[str, Course]:
    """The course of each indicator up to a month over prisons of these codes: one query."""
    contracts = {each.code: each for each in indicators}
    months = _months(until, length)
    found = _totals(contracts, codes, months)
    return {code: Course(contract, _points(contract, found, months)) for code, contract in contracts.items()}


def _months(until: Month, length: int) -> list[str]:
    months = [until]
    while len(months) < length:
        months.append(months[-1].before)
    return [str(each) for each in reversed(months)]


def _totals(
    contracts: dict[str, Indicator], codes: Collection[str], months: list[str]
) -> dict[tuple[str, str], Pooled]:
    rows = Observation.objects.filter(
        told(contracts.values()), period__range=(months[0], months[-1]), prison_code__in=codes
    )
    sums = rows.values_list("indicator", "period").annotate(Sum("numerator"), Sum("denominator"), prisons=Count("*"))
    return {
        (code, period): Pooled(contracts[code], int(numerator), int(denominator), prisons)
        for code, period, numerator, denominator, prisons in sums
    }


def _points(contract: Indicator, found: dict[tuple[str, str], Pooled], months: list[str]) -> tuple[Point, ...]:
    running = str(month_of(clock.today(settings.TIME_ZONE)))
    points = [Point(month, found.get((contract.code, month)), is_final=month < running) for month in months]
    began = next((index for index, point in enumerate(points) if point.total), len(points))
    return tuple(points[began:])
