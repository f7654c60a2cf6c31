"""Owns which charts a national page draws: the map with every prison, the funnel with its limits, the course over months."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import sqrt

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts
from core.charts import FunnelPoint, MapPoint, Signal
from national.limits import limits
from national.selectors import Course, Pooled, Row, TargetFacts
from national.views.figures import SIGNALS, locale_of_page, profile_url, unit_of, value_words
from tenants.selectors.locations import Location

STEPS = 48
KEPT = 12  # drawings of some 100 kB each, in every web worker


def country(
    rows: Iterable[Row], places: Sequence[Location], pooled: Pooled, *, java: bool = False
) -> tuple[SafeString, SafeString | str]:
    """Every prison where it stands, and Java again and larger if asked; who has no figure is a grey dot."""
    by_code, locale, nothing = {row.code: row for row in rows}, locale_of_page(), _("no figure")
    points = []
    for place in places:
        row = by_code.get(place.code)
        if row is None:
            points.append(MapPoint(f"{place.name}: {nothing}", place.longitude, place.latitude, 0, "none"))
        else:
            size = (row.denominator or 0) if pooled.indicator.is_share else 1
            signal: Signal = row.signal if pooled.indicator.is_share else "usual"
            words = f"{row.name}: {value_words(pooled.indicator, row.value, locale)}"
            url = profile_url(row.code)
            points.append(MapPoint(words, place.longitude, place.latitude, size, signal, url))
    drawn = tuple(points)
    return _map(drawn, charts.INDONESIA), _map(drawn, charts.JAVA) if java else ""


def legend(rows: Iterable[Row], pooled: Pooled) -> SafeString:
    """The marks that a map shows, in the words of product rule 24; what is no share of people is judged by no limit."""
    if not pooled.indicator.is_share:
        return charts.legend(("usual", "none"), words={**SIGNALS, "usual": _("A published figure")})
    return charts.legend({*(row.signal for row in rows), "none"}, words=SIGNALS)


def funnel(rows: Iterable[Row], pooled: Pooled) -> SafeString | str:
    """Shares against how many people were counted; nothing where nobody can be judged."""
    points = [
        FunnelPoint(row.name, row.denominator, row.value, row.signal, profile_url(row.code))
        for row in rows
        if row.value is not None and row.denominator
    ]
    if not points or pooled.value is None or not pooled.indicator.is_share:
        return ""
    return _funnel(tuple(points), pooled.value, locale_of_page())


def course(found: Course, *, target: TargetFacts | None = None, marks: Sequence[tuple[str, str]] = ()) -> SafeString:
    """The months with their control limits, where six months or more have ended."""
    chance = found.control
    lowest, highest = (0.0, 1.0) if found.indicator.is_share else (0.0, float("inf"))
    return charts.trend(
        [(month_words(point.period), point.value) for point in found.points],
        centre=chance.centre if chance else None,
        low=max(chance.low, lowest) if chance else None,
        high=min(chance.high, highest) if chance else None,
        target=target.share if target else None,
        marks=[(month_words(period), words) for period, words in marks],
        unit=unit_of(found.indicator),
    )


def month_words(period: str) -> str:
    """ "2026-10" as "Oct 2026" in the language of the page."""
    return str(date_format(date.fromisoformat(f"{period}-01"), "M Y"))


@lru_cache(maxsize=KEPT)
def _map(points: tuple[MapPoint, ...], window: charts.Window) -> SafeString:
    """Drawn once while nothing in it changes: the pages of a table share their map."""
    return charts.country_map(points, window=window)


@lru_cache(maxsize=KEPT)
def _funnel(points: tuple[FunnelPoint, ...], share: float, _locale: str) -> SafeString:
    """Drawn once in each language, whose words its axes carry."""
    bands = [_band(n, share) for n in _sizes(max(point.n for point in points))]
    return charts.funnel(points, bands, centre=share)


def _sizes(most: int) -> list[int]:
    """Sizes of groups from one to the largest, even on the root scale of the funnel."""
    return sorted({max(1, round((sqrt(most) * step / STEPS) ** 2)) for step in range(1, STEPS + 1)} | {1, most})


def _band(n: int, share: float) -> tuple[float, float, float, float, float]:
    found = limits(n, share)
    return n, found.low, found.high, found.lowest, found.highest
