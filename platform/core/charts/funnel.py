"""Owns the funnel: shares against how many were counted, inside the limits that chance alone explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.drawing import SHARE, Scale, area, frame, line, linked, text, ticks, written
from core.charts.signals import FROM_BACK, Signal, mark

SIZE = (640.0, 400.0)
LEFT, RIGHT, TOP, FOOT = 68.0, 624.0, 18.0, 322.0
Band = tuple[float, float, float, float, float]
ROUND_COUNTS = tuple(factor * 10**power for power in range(6) for factor in (1, 2, 5))
LEAST_GAP = 62.0


@dataclass(frozen=True)
class FunnelPoint:
    """One unit: how many were counted, its share, and what the limits say about it."""

    label: str
    n: int
    value: float
    signal: Signal
    url: str = ""


def funnel(points: Sequence[FunnelPoint], bands: Sequence[Band], *, centre: float) -> SafeString:
    """Points over the limits of 95 and 99.8 per cent, given as (n, low 95, high 95, low 99.8, high 99.8)."""
    most = max([*(point.n for point in points), *(band[0] for band in bands), 1])
    root = Scale((0.0, sqrt(most)), (LEFT, RIGHT - 10))
    steps = _steps([*(point.value for point in points), centre])
    y = Scale((steps[0], steps[-1]), (FOOT, TOP))
    pieces = [
        _band("band-998", [(root(sqrt(n)), y(low), y(high)) for n, _low, _high, low, high in bands]),
        _band("band-95", [(root(sqrt(n)), y(low), y(high)) for n, low, high, _low, _high in bands]),
        *(line("grid", (LEFT, y(step)), (RIGHT, y(step))) for step in steps),
        *(text(LEFT - 10, y(step) + 5, written(step, SHARE), anchor="end") for step in steps),
        *_counts(most, root),
        line("centre", (LEFT, y(centre)), (RIGHT, y(centre))),
        *(_point(point, root, y) for point in sorted(points, key=lambda point: FROM_BACK.index(point.signal))),
    ]
    return frame("funnel", SIZE, pieces)


def _point(point: FunnelPoint, root: Scale, y: Scale) -> str:
    radius = 4 if point.signal in {"usual", "none"} else 5.5
    shape = mark(point.signal, root(sqrt(max(point.n, 0))), y(point.value), radius)
    return linked(shape, f"{point.label}: {written(point.value, SHARE)}, n = {point.n}", point.url)


def _band(css: str, sides: Sequence[tuple[float, float, float]]) -> str:
    upper, lower = [(x, high) for x, _low, high in sides], [(x, low) for x, low, _high in sides]
    return area(css, [*upper, *reversed(lower)])


def _steps(values: Sequence[float]) -> list[float]:
    """From the tenth below everything to the tenth above: the limits of tiny units may run out of the frame."""
    low, high = floor(min(values) * 10 - 0.5) / 10, ceil(max(values) * 10 + 0.5) / 10
    return ticks(max(0.0, low), min(1.0, high))


def _counts(most: float, root: Scale) -> list[str]:
    pieces: list[str] = []
    last = LEFT
    for count in (count for count in ROUND_COUNTS if count <= most):
        place = root(sqrt(count))
        if place - last >= LEAST_GAP:
            pieces.append(
                text(place, FOOT + 26, written(count), css="minor" if len(pieces) % 2 else "", anchor="middle")
            )
            last = place
    return [*pieces, text(RIGHT, FOOT + 58, _("how many were counted (root scale)"), anchor="end")]
