"""Owns how a check of a product is said in words: its name and its limit, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.catalogue.models import in_language

register = template.Library()
UNITS = {"pct": "%", "degC": "°C"}
COUNTED = "count"


@register.filter
def check_name(check: Mapping[str, Any]) -> str:
    """What is looked at."""
    return in_language(check["id"], check["en"])


@register.filter
def check_limit(check: Mapping[str, Any]) -> str:
    """What is accepted: "196 to 204 cm", "below 18 %", "none"."""
    lower, upper, unit = check["lower"], check["upper"], _unit(check["unit"])
    if lower is None and upper == 0:
        return _("none")
    if lower is not None and upper is not None and lower == -upper:
        return f"± {_number(upper)}{unit}"
    if lower is not None and upper is not None:
        return _("%(lower)s to %(upper)s") % {"lower": _number(lower), "upper": f"{_number(upper)}{unit}"}
    if upper is None:
        return _("at least %(value)s") % {"value": f"{_number(lower)}{unit}"}
    words = _("below %(value)s") if check["is_strict"] else _("at most %(value)s")
    return words % {"value": f"{_number(upper)}{unit}"}


def _unit(unit: str) -> str:
    if unit.startswith(COUNTED):
        return ""
    known = {"stitches per 10 cm": _("stitches per 10 cm"), "h": _("hours"), "grade": ""}
    word = known.get(unit, UNITS.get(unit, unit))
    return f" {word}" if word else ""


def _number(value: float) -> str:
    return str(format_decimal(value, locale=(get_language() or "id")[:2]))
