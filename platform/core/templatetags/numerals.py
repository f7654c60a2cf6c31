"""Owns how numbers are written in the language of the page: rupiah, counts, shares, weights."""

from babel.numbers import format_decimal
from django import template

from core import money
from core.charts.drawing import SHARE, language, written

register = template.Library()
GRAMS_PER_KILOGRAM = 1000
NOT_KNOWN = "–"


@register.filter
def rupiah(amount: int | None) -> str:
    """Whole rupiah: "Rp 450.000" on an Indonesian page; a dash for an amount nobody knows."""
    return NOT_KNOWN if amount is None else money.rupiah(amount, language())


@register.filter
def count(number: float | None) -> str:
    """A whole number with the thousands separator of the page's language."""
    return NOT_KNOWN if number is None else str(format_decimal(number, "#,##0", locale=language()))


@register.filter
def decimal(number: float | None) -> str:
    """A number with one decimal: "6,6" on an Indonesian page."""
    return NOT_KNOWN if number is None else str(format_decimal(number, "#,##0.0", locale=language()))


@register.filter
def percent(share: float | None) -> str:
    """A share from 0 to 1 as per cent: 0.998 is "99,8 %" on an Indonesian page."""
    return written(share, SHARE)


@register.filter
def weight(grams: int | None) -> str:
    """Grams below a kilogram, else kilograms: "6,6 kg" on an Indonesian page."""
    if grams is None:
        return NOT_KNOWN
    if grams < GRAMS_PER_KILOGRAM:
        return f"{count(grams)} g"
    return f"{format_decimal(grams / GRAMS_PER_KILOGRAM, '#,##0.##', locale=language())} kg"
