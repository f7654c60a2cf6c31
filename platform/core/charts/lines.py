"""Owns charts over time: the sparkline of a card and the trend with its control limits."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.drawing import SHARE, STRETCHED, Scale, area, at_axis, frame, line, linked, path, text, ticks, written
from core.charts.signals import Signal, mark

Limit = float | Sequence[float | None] | None
Place = tuple[float, float]
SPARK, SPARK_EDGE = (120.0, 36.0), 4.0
SIZE = (640.0, 300.0)
LEFT, RIGHT, TOP, FOOT = 68.0, 624.0, 26.0, 256.0
LABEL_WIDTH = 130.0


def sparkline(values: Sequence[float | None]) -> SafeString:
    """The course of a figure without axes; None leaves a gap. The last value is a dot."""
    known = [value for value in values if value is not None]
    x = Scale((min(0, len(values) - 2), len(values) - 1), (SPARK_EDGE, SPARK[0] - SPARK_EDGE))
    y = Scale((min(known, default=0), max(known, default=0)), (SPARK[1] - SPARK_EDGE, SPARK_EDGE))
    runs = _runs([None if value is None else (x(i), y(value)) for i, value in enumerate(values)])
    pieces = [area("curve-fill", [*run, (run[-1][0], SPARK[1]), (run[0][0], SPARK[1])]) for run in runs]
    pieces += [line("curve", *run) for run in runs]
    if values and values[-1] is not None:
        last = (x(len(values) - 1), y(values[-1]))
        pieces.append(f'<path class="curve-end" d="{path((last, last))}"/>')
    return frame("sparkline", SPARK, pieces, attributes=STRETCHED)


def trend(
    points: Sequence[tuple[str, float | None]],
    *,
    centre: float | None = None,
    low: Limit = None,
    high: Limit = None,
    target: float | None = None,
    marks: Sequence[tuple[str, str]] = (),
    unit: str = SHARE,
) -> SafeString:
    """Values over time. Limits are one number or one per point; a value beyond them is marked as a signal.

    `marks` are (label of a point, words): an upright line where something began. A point without value is not joined.
    """
    lows, highs = _per_point(low, len(points)), _per_point(high, len(points))
    values = [value for _label, value in points]
    steps = _steps([*values, *lows, *highs, centre, target], unit)
    x = Scale((0, max(len(points) - 1, 1)), (LEFT + 8, RIGHT - 8))
    y = Scale((steps[0], steps[-1]), (FOOT, TOP))
    places = [None if value is None else (x(index), y(value)) for index, value in enumerate(values)]
    pieces = [
        _band(lows, highs, x, y),
        *_grid(steps, y, unit),
        *_months([label for label, _value in points], x),
        *_references(centre, target, y),
        *_marks(marks, [label for label, _value in points], x),
        *(line("curve", *run) for run in _runs(places)),
    ]
    for index, (label, value) in enumerate(points):
        place = places[index] or (x(index), FOOT)
        shape = mark(_signal(value, lows[index], highs[index]), *place, 5)
        pieces.append(linked(shape, f"{label}: {written(value, unit)}"))
    return frame("trend", SIZE, pieces)


def _signal(value: float | None, low: float | None, high: float | None) -> Signal:
    if value is None:
        return "none"
    if low is not None and value < low:
        return "far-below"
    return "far-above" if high is not None and value > high else "usual"


def _per_point(limit: Limit, count: int) -> list[float | None]:
    if isinstance(limit, Sequence):
        return [*limit, *([None] * count)][:count]
    return [limit] * count


def _steps(values: Sequence[float | None], unit: str) -> list[float]:
    known = [value for value in values if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    spare = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    if unit == SHARE:
        return ticks(max(0.0, low - spare), min(1.0, high + spare))
    return ticks(0.0 if low >= 0 else low - spare, high + spare)


def _band(lows: Sequence[float | None], highs: Sequence[float | None], x: Scale, y: Scale) -> str:
    both = [
        (i, lo, hi) for i, (lo, hi) in enumerate(zip(lows, highs, strict=True)) if lo is not None and hi is not None
    ]
    upper, lower = [(x(i), y(hi)) for i, _lo, hi in both], [(x(i), y(lo)) for i, lo, _hi in both]
    return area("band-95", [*upper, *reversed(lower)])


def _grid(steps: Sequence[float], y: Scale, unit: str) -> list[str]:
    lines = [line("grid", (LEFT, y(step)), (RIGHT, y(step))) for step in steps]
    return lines + [text(LEFT - 10, y(step) + 5, at_axis(step, unit), anchor="end") for step in steps]


def _months(labels: Sequence[str], x: Scale) -> list[str]:
    """As many of the labels as fit, the last among them; on a narrow screen every second of these is left out."""
    every = max(1, ceil(LABEL_WIDTH * max(len(labels) - 1, 1) / (RIGHT - LEFT)))
    chosen = [index for index in range(len(labels)) if (len(labels) - 1 - index) % every == 0]
    return [
        text(x(index), FOOT + 30, labels[index], css="minor" if place % 2 else "", anchor=_anchor(index, len(labels)))
        for place, index in enumerate(reversed(chosen))
    ]


def _anchor(index: int, count: int) -> str:
    if index == count - 1:
        return "end"
    return "start" if index == 0 else "middle"


def _references(centre: float | None, target: float | None, y: Scale) -> list[str]:
    pieces = []
    if centre is not None:
        pieces += [line("centre", (LEFT, y(centre)), (RIGHT, y(centre)))]
        pieces += [text(LEFT + 4, y(centre) - 6, _("mean"), css="on-line")]
    if target is not None:
        pieces += [line("target", (LEFT, y(target)), (RIGHT, y(target)))]
        pieces += [text(RIGHT, y(target) - 6, _("target"), css="on-line", anchor="end")]
    return pieces


def _marks(marks: Sequence[tuple[str, str]], labels: Sequence[str], x: Scale) -> list[str]:
    known = [(labels.index(label), words) for label, words in marks if label in labels]
    lines = [line("event", (x(index), TOP - 8), (x(index), FOOT)) for index, _words in known]
    return lines + [
        text(x(index), TOP - 12, words, css="on-line", anchor=_anchor(index, len(labels))) for index, words in known
    ]


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """The places in stretches without a gap."""
    return [[place for place in run if place] for is_known, run in groupby(places, bool) if is_known]
