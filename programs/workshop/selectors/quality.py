"""Owns what the inspections tell of quality: pieces accepted at once, what the others lacked, each value over time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import fmean

from django.db.models import Count, QuerySet, Sum

from core.control import Control, control
from programs.workshop.models import MADE, Inspection, Measurement

MOST_POINTS = 60  # of a control chart: the latest lots


@dataclass(frozen=True)
class FirstPass:
    """Of one product, from its lots as first made: pieces looked at, accepted, to rework, rejected."""

    product_code: str
    lots: int
    produced: int
    accepted: int
    rework: int
    rejected: int

    @property
    def share(self) -> str:
        """The share accepted at once, in whole percent."""
        return f"{self.accepted / self.produced:.0%}"


@dataclass(frozen=True)
class Defect:
    """One cause over the lots looked at: pieces, and the share of all pieces with a cause up to and with this one."""

    cause: str
    pieces: int
    cumulative: float


@dataclass(frozen=True)
class Point:
    """The mean of a lot's samples of one characteristic, and the moving range to the lot before (None for the first)."""

    lot: int
    code: str
    day: date
    value: float
    samples: int
    moving_range: float | None


@dataclass(frozen=True)
class Course:
    """One characteristic over the lots, oldest first; `control` is None from fewer than six."""

    characteristic: str
    unit: str
    lower: Decimal | None
    upper: Decimal | None
    points: tuple[Point, ...]
    control: Control | None


def inspections(*, product: str = "", since: date | None = None, until: date | None = None) -> QuerySet[Inspection]:
    """The verdicts, oldest first, on lots made in a span of days. Selects the lot."""
    found = Inspection.objects.select_related("lot").order_by("inspected_at", "pk")
    if product:
        found = found.filter(lot__product_code=product)
    if since:
        found = found.filter(lot__made_on__gte=since)
    return found.filter(lot__made_on__lte=until) if until else found


def first_pass_by_product(found: QuerySet[Inspection]) -> list[FirstPass]:
    """Pieces accepted when they were first looked at, by product; what was reworked is not looked at for the first time."""
    rows = found.filter(lot__kind=MADE).order_by("lot__product_code").values_list("lot__product_code")
    sums = (Sum(name, default=0) for name in ("produced", "accepted", "rework", "rejected"))
    return [FirstPass(*row) for row in rows.annotate(Count("pk"), *sums)]


def defects(found: QuerySet[Inspection]) -> list[Defect]:
    """What rejected pieces and those to rework lacked, the most frequent first (Pareto); lots as first made."""
    counted: Counter[str] = Counter()
    for causes in found.filter(lot__kind=MADE).exclude(causes=[]).values_list("causes", flat=True):
        for each in causes:
            counted[each["cause"]] += each["pieces"]
    total, so_far, rows = sum(counted.values()), 0, []
    for cause, pieces in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])):
        so_far += pieces
        rows.append(Defect(cause, pieces, so_far / total))
    return rows


def courses(found: QuerySet[Inspection]) -> list[Course]:
    """Each measured characteristic over the latest 60 lots of it, individuals and moving ranges (one query)."""
    measured = Measurement.objects.filter(inspection__in=found.order_by()).select_related("inspection__lot")
    by_code: dict[str, dict[int, list[Measurement]]] = {}
    for row in measured.order_by("characteristic", "inspection__inspected_at", "inspection_id", "sample"):
        by_code.setdefault(row.characteristic, {}).setdefault(row.inspection_id, []).append(row)
    return [_course(list(of_lots.values())[-MOST_POINTS:]) for of_lots in by_code.values()]


def _course(of_lots: list[list[Measurement]]) -> Course:
    """Limits and unit are those of the latest lot."""
    latest = of_lots[-1][0]
    values = [fmean(float(row.value) for row in rows) for rows in of_lots]
    ranges = [None, *(abs(later - earlier) for earlier, later in pairwise(values))]
    points = tuple(
        Point(rows[0].inspection.lot_id, lot.code, lot.made_on, value, len(rows), moving)
        for rows, value, moving in zip(of_lots, values, ranges, strict=True)
        for lot in [rows[0].inspection.lot]
    )
    return Course(latest.characteristic, latest.unit, latest.lower, latest.upper, points, control(values))
