"""Owns the pieces every chart is drawn with: numbers, escaped text, axes and the frame of an SVG without inline style."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape  # Django's serves lazy words and is slow over hundreds of marks
from math import ceil, floor, log10

from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import money

SHARE, RUPIAH = "%", "rupiah"
LONG = 10_000
SLIGHT = 1e-6  # so that no tick is added for what floating point left over
STRETCHED = ' preserveAspectRatio="none"'  # as wide as its place; strokes keep their width
Span = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """A straight line from values to places; a value beyond its ends is drawn at the end."""

    values: Span
    places: Span

    def __call__(self, value: float) -> float:
        low, high = self.values
        share = (min(max(value, low), high) - low) / (high - low) if high > low else 0.5
        return self.places[0] + share * (self.places[1] - self.places[0])


def frame(kind: str, size: tuple[float, float], pieces: Iterable[str], *, attributes: str = "") -> SafeString:
    """The whole SVG. It is hidden from screen readers: its caption and its table say the same."""
    box = f"0 0 {short(size[0])} {short(size[1])}"
    start = f'<svg class="chart chart-{kind}" viewBox="{box}" aria-hidden="true" focusable="false"{attributes}>'
    return mark_safe(start + "".join(pieces) + "</svg>")  # noqa: S308 - every text in it went through text() or tip()


def text(x: float, y: float, words: str, *, css: str = "", anchor: str = "start") -> str:
    """Words at a place, escaped."""
    place = f'x="{short(x)}" y="{short(y)}" text-anchor="{anchor}"'
    return f"<text{_class(css)} {place}>{escape(str(words))}</text>"


def line(css: str, *points: tuple[float, float]) -> str:
    """An open line through points."""
    return f'<path{_class(css)} d="{path(points)}"/>'


def area(css: str, points: Sequence[tuple[float, float]]) -> str:
    """A closed shape through points."""
    return f'<path{_class(css)} d="{path(points)}Z"/>' if points else ""


def path(points: Iterable[tuple[float, float]]) -> str:
    """Points as the data of an SVG path."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


def linked(shape: str, label: str, url: str = "") -> str:
    """A shape with its name as tooltip, and a way for a mouse; the keyboard's way is the table beside the chart."""
    named = f"<g>{shape}<title>{escape(str(label))}</title></g>"
    return f'<a href="{escape(url)}" tabindex="-1">{named}</a>' if url else named


def short(number: float) -> str:
    """A coordinate in as few characters as its tenth needs."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")


def written(value: float | None, unit: str = "") -> str:
    """A value in the language of the page: a share as per cent, rupiah as money, anything else with its unit."""
    if value is None:
        return "–"
    if unit == SHARE:
        return _share_in(language(), round(value, 3))
    if unit == RUPIAH:
        return money.rupiah(round(value), language())
    number = format_decimal(value, "#,##0.##", locale=language())
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else str(number)


def at_axis(value: float, unit: str = "") -> str:
    """A value beside an axis, where there is room for few letters: 78.400.000 is "78,4 jt" on an Indonesian page."""
    if unit == SHARE or abs(value) < LONG:
        return written(value, SHARE if unit == SHARE else "")
    return str(format_compact_decimal(value, locale=language(), fraction_digits=1))


@lru_cache(maxsize=4096)
def _share_in(locale: str, share: float) -> str:
    """Formatted once: hundreds of marks of a funnel share a thousand shares."""
    return str(format_percent(share, "#,##0.#\N{NO-BREAK SPACE}%", locale=locale))


def language() -> str:
    """The language of the page, without its country."""
    return (get_language() or "id")[:2]


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers that cover low to high, at most `most` + 2 of them, at steps of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return [low]
    step = _round_step((high - low) / most)
    digits = 2 - floor(log10(step))
    return [round(step * index, digits) for index in range(floor(low / step + SLIGHT), ceil(high / step - SLIGHT) + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return power * next((factor for factor in (1, 2, 5) if power * factor >= rough * 0.999), 10)


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""
