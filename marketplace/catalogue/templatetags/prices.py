"""Owns how numbers of the market are written in the language of the page: rupiah, pieces, weight."""

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language

from core import money

register = template.Library()
GRAMS_PER_KILOGRAM = 1000


@register.filter
def rupiah(amount: int) -> str:
    """Whole rupiah: "Rp 450.000" on an Indonesian page."""
    return money.rupiah(amount, _language())


@register.filter
def pieces(number: int) -> str:
    """A whole number with the thousands separator of the page's language."""
    return str(format_decimal(number, locale=_language()))


@register.filter
def weight(grams: int) -> str:
    """Grams below a kilogram, else kilograms: "6,6 kg" on an Indonesian page."""
    if grams < GRAMS_PER_KILOGRAM:
        return f"{pieces(grams)} g"
    return f"{format_decimal(grams / GRAMS_PER_KILOGRAM, format='#,##0.##', locale=_language())} kg"


def _language() -> str:
    return (get_language() or "id")[:2]
