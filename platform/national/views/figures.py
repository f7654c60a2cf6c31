"""Owns how a figure is written on a page: in the viewer's language, with its interval as a drawing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import charts, money
from core.charts import Signal
from national.indicators import Indicator
from national.selectors import Pooled, Row, TargetFacts

SIGNALS: Mapping[Signal, str | Promise] = {
    "far-above": gettext_lazy("Worth tracing, beyond the 99.8 % limit"),
    "above": gettext_lazy("Worth tracing, beyond the 95 % limit"),
    "usual": gettext_lazy("Within what chance explains"),
    "below": gettext_lazy("To be looked at together, beyond the 95 % limit"),
    "far-below": gettext_lazy("To be looked at together, beyond the 99.8 % limit"),
    "none": gettext_lazy("No figure: not joined, not published, nobody on the base or too few people"),
}
ABOVE: tuple[Signal, ...] = ("far-above", "above")
BELOW: tuple[Signal, ...] = ("far-below", "below")
_BADGES: Mapping[Signal, str] = {
    "far-above": "badge-brand", "above": "badge-brand", "below": "badge-warn", "far-below": "badge-bad"
}  # fmt: skip


@dataclass(frozen=True)
class ShownRow:
    """A row as text and drawing."""

    row: Row
    value: str
    counts: str
    interval: str
    drawing: SafeString | str
    signal: str
    limit: str
    badge: str
    url: str


@dataclass(frozen=True)
class ShownTotal:
    """What a group has together, as text."""

    value: str
    counts: str
    interval: str
    prisons: int


def shown_row(indicator: Indicator, row: Row, *, reference: float | None = None, highest: float = 1.0) -> ShownRow:
    """The figure of one prison in words; `reference` is what its group has together, a tick in the drawing."""
    words, limit = _signal_words(row.signal)
    drawing: SafeString | str = ""
    if row.value is not None and row.low is not None and row.high is not None:
        drawing = charts.interval(row.value, row.low, row.high, reference=reference, highest=highest)
    return ShownRow(
        row=row,
        value=_value_of(indicator, row),
        counts=_counts(indicator, row.numerator, row.denominator),
        interval=_interval((row.low, row.high) if row.low is not None and row.high is not None else None),
        drawing=drawing,
        signal=words,
        limit=limit,
        badge=_BADGES.get(row.signal, ""),
        url=profile_url(row.code),
    )


def shown_total(pooled: Pooled) -> ShownTotal:
    """What a group has together in words."""
    return ShownTotal(
        value=value_words(pooled.indicator, pooled.value),
        counts=_total_counts(pooled),
        interval=_interval(pooled.interval),
        prisons=pooled.prisons,
    )


@lru_cache(maxsize=2048)
def profile_url(code: str) -> str:
    """Where one prison is told of."""
    return reverse("national:prison", args=[code])


def scale_end(rows: Iterable[Row]) -> float:
    """Where the scale of the intervals ends: the next fifth above the highest bound, so that low shares can be told apart."""
    return min(1.0, ceil(5 * max((row.high for row in rows if row.high is not None), default=1.0) + 1e-9) / 5)


def scale_words(end: float) -> tuple[str, str, str]:
    """Begin, middle and end of a scale in per cent."""
    return "0", f"{50 * end:.0f}", f"{100 * end:.0f}\N{NO-BREAK SPACE}%"


def value_words(indicator: Indicator, value: float | None, locale: str = "") -> str:
    """A figure of an indicator; a dash where there is none. Who writes hundreds names the locale once."""
    if value is None:
        return "–"
    locale = locale or locale_of_page()
    if indicator.is_share:
        return _percent_in(locale, round(1000 * value))
    if indicator.unit == "rupiah":
        return money.rupiah(round(value), locale)
    return str(format_decimal(value, format="#,##0.0", locale=locale))


def unit_of(indicator: Indicator) -> str:
    """The unit that charts write: "%", "rupiah" or none."""
    return "%" if indicator.is_share else "rupiah" if indicator.unit == "rupiah" else ""


def target_words(target: TargetFacts | None) -> str:
    """The target of an indicator in one sentence, with how sure it is; empty where no target row exists."""
    if target is None:
        return ""
    status = {
        "ambition": _("an ambition, unverified"),
        "reported": _("reported, not confirmed by its text"),
    }
    facts = {
        "share": _percent(target.share),
        "status": status.get(target.status, target.status),
        "source": _("unverified") if target.source == "unverified" else target.source,
    }
    return _("Target on this base: %(share)s (%(status)s). Source: %(source)s.") % facts


def _signal_words(signal: Signal) -> tuple[str, str]:
    """What a signal asks for, and beyond which limit it lies."""
    limit = _("beyond 99.8 %") if signal.startswith("far-") else _("beyond 95 %")
    if signal in ABOVE:
        return _("worth tracing"), limit
    if signal in BELOW:
        return _("to be looked at together"), limit
    return (_("within chance"), "") if signal == "usual" else ("–", "")


def _value_of(indicator: Indicator, row: Row) -> str:
    if row.suppressed:
        return _("hidden: fewer than %(least)s people") % {"least": indicator.minimum_cell}
    if row.value is None:
        return _("nobody on this base") if indicator.is_share else _("no work yet")
    return value_words(indicator, row.value)


def _counts(indicator: Indicator, numerator: int | None, denominator: int | None) -> str:
    if numerator is None or denominator is None or indicator.unit == "rupiah":
        return "–"
    locale = locale_of_page()
    return _("%(numerator)s of %(denominator)s") % {
        "numerator": _number_in(locale, numerator),
        "denominator": _number_in(locale, denominator),
    }


def _total_counts(pooled: Pooled) -> str:
    if pooled.indicator.unit != "rupiah":
        return _counts(pooled.indicator, pooled.numerator, pooled.denominator)
    facts = {"rupiah": money.rupiah(pooled.numerator, locale_of_page()), "prisons": pooled.prisons}
    return _("%(rupiah)s in %(prisons)s prisons") % facts


def _interval(bounds: tuple[float, float] | None) -> str:
    return "–" if bounds is None else f"{_percent(bounds[0])} – {_percent(bounds[1])}"


def _percent(share: float) -> str:
    """With one decimal; formatted once, since hundreds of prisons share a thousand shares."""
    return _percent_in(locale_of_page(), round(1000 * share))


@lru_cache(maxsize=4096)
def _number_in(locale: str, number: int) -> str:
    return str(format_decimal(number, locale=locale))


@lru_cache(maxsize=4096)
def _percent_in(locale: str, thousandths: int) -> str:
    return f"{format_decimal(thousandths / 10, format='0.0', locale=locale)}\N{NO-BREAK SPACE}%"


def locale_of_page() -> str:
    """The language in which figures are written."""
    return get_language() or "id"
