"""Owns how a figure is written on the page: in the viewer's language, its interval as a drawing without inline style."""

from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from national.indicators import Indicator
from national.selectors import Comparison, Row


@dataclass(frozen=True)
class ShownRow:
    """A row as text; `low`, `value` and `high` are places from 0 to 100 in the drawing, None where there is no interval."""

    row: Row
    value: str
    counts: str
    interval: str
    low: str | None
    middle: str | None
    high: str | None


def shown_row(indicator: Indicator, row: Row) -> ShownRow:
    """The figure of one prison in words and places."""
    if row.low is None or row.high is None or row.value is None:
        return ShownRow(row, _value(indicator, row), _counts(indicator, row), "–", None, None, None)
    interval = f"{_percent(row.low)} – {_percent(row.high)}"
    places = (f"{100 * bound:.1f}" for bound in (row.low, row.value, row.high))
    return ShownRow(row, _value(indicator, row), _counts(indicator, row), interval, *places)


def target_words(found: Comparison) -> str:
    """The target of the indicator in one sentence, with how sure it is; empty where no target row exists."""
    if found.target is None:
        return ""
    status = {
        "ambition": _("an ambition, unverified"),
        "reported": _("reported, not confirmed by its text"),
    }
    facts = {
        "share": _percent(found.target.share),
        "status": status.get(found.target.status, found.target.status),
        "source": found.target.source,
    }
    return _("Target on this base: %(share)s (%(status)s). Source: %(source)s.") % facts


def _value(indicator: Indicator, row: Row) -> str:
    if row.suppressed:
        return _("hidden: fewer than %(least)s people") % {"least": indicator.minimum_cell}
    if row.value is None:
        return _("nobody on this base") if indicator.is_share else _("no work yet")
    if indicator.is_share:
        return _percent(row.value)
    if indicator.unit == "rupiah":
        return money.rupiah(int(row.value), _locale())
    return format_decimal(row.value, format="#,##0.0", locale=_locale())


def _counts(indicator: Indicator, row: Row) -> str:
    if row.numerator is None or row.denominator is None or indicator.unit == "rupiah":
        return "–"
    return _("%(numerator)s of %(denominator)s") % {
        "numerator": format_decimal(row.numerator, locale=_locale()),
        "denominator": format_decimal(row.denominator, locale=_locale()),
    }


def _percent(share: float) -> str:
    return f"{format_decimal(100 * share, format='0.0', locale=_locale())} %"


def _locale() -> str:
    return get_language() or "id"
