"""Owns what a storefront page shows about destinations: the countries to choose from, and the verdict on the chosen one."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.translation import get_language

from core import clock
from core.errors import Refused
from marketplace.trade.countries import country_choices, recognise
from marketplace.trade.selectors import evidence_needed, screen

register = template.Library()


@dataclass(frozen=True)
class Verdict:
    """What a buyer is told about a country before the cart. `decision` may also be "food_abroad" or "unknown"."""

    decision: str
    country: str
    citation: str = ""
    summary: str = ""
    source: str = ""
    needed: int = 0

    @property
    def is_refused(self) -> bool:
        """True when the product cannot be ordered to the country."""
        return self.decision in {"block", "food_abroad", "unknown"}


@register.simple_tag
def countries() -> list[tuple[str, str]]:
    """Value and name of every country, by name in the language of the page."""
    return country_choices(get_language() or "id")


@register.simple_tag
def country_name(text: str) -> str:
    """The name of the country that a text means, in the language of the page; the text itself when it means none."""
    try:
        return recognise(text).name(get_language() or "id")
    except Refused:
        return text


@register.simple_tag
def verdict(country: str, is_food: bool = False) -> Verdict | None:
    """What the rules say today about sending there; None while no country is chosen."""
    if not country:
        return None
    try:
        screening = screen(country, on=clock.today(settings.TIME_ZONE))
    except Refused:
        return Verdict("unknown", country)
    name = screening.country.name(get_language() or "id")
    decision = "food_abroad" if is_food and screening.decision not in {"domestic", "block"} else screening.decision
    needed = evidence_needed() if decision == "allow_with_evidence" else 0
    return Verdict(decision, name, screening.legal_reference, screening.summary, screening.source, needed)
