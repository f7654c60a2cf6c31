"""Owns how quantities with decimals are written on the workshop's pages: no more decimals than they have."""

from decimal import Decimal

from django import template

from programs.library.words import number

register = template.Library()


@register.filter
def amount(value: Decimal | float | None) -> str:
    """A quantity as the reader writes it; a dash for none."""
    return "–" if value is None else number(float(value))
