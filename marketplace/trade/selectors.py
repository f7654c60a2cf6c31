"""Owns reading what binds a destination: the rules of a day, the days on the way, how complete an evidence file is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from core.errors import Refused
from marketplace.trade.countries import Country, recognise
from marketplace.trade.models import DestinationRule, EvidenceEntry, EvidenceItem, TransitTime

STRICTNESS = ("domestic", "allow_with_evidence", "review", "block")
EVERY_OTHER = "*"


@dataclass(frozen=True)
class Screening:
    """What the rules say about one country on one day, with their source. `decision` is one of STRICTNESS."""

    country: Country
    decision: str
    legal_reference: str
    summary: str
    source: str

    @property
    def is_blocked(self) -> bool:
        """True when nothing may go there: no cart, quote, sample or label."""
        return self.decision == "block"

    @property
    def is_locked(self) -> bool:
        """True when an order may be placed, but is neither payable nor shippable yet."""
        return self.decision in {"allow_with_evidence", "review"}

    @property
    def strictness(self) -> int:
        """Rank of the decision; the higher, the stricter."""
        return STRICTNESS.index(self.decision)


def screen(country_text: str, *, on: date) -> Screening:
    """Screen a country, however it is spelled, by the rules in force on a day (product rule 16).

    The rules of the country and of the customs territory it belongs to count, goods and partner-wide alike, and the
    strictest wins; a country without a rule falls under the default, review. Raises Refused (field country) for a text
    that names no country.
    """
    country = recognise(country_text)
    codes = {country.iso2, country.customs_iso2}
    rules = list(DestinationRule.objects.filter(country__in=[*codes, EVERY_OTHER], during__contains=on))
    own = [rule for rule in rules if rule.country in codes] or rules
    if not own:
        rule = _("The destination rules are not loaded, so nothing may be sent anywhere.")
        raise Refused(code="rules-missing", field="country", value=country.iso2, rule=rule)
    strictest = max(own, key=lambda rule: (STRICTNESS.index(rule.decision), rule.scope == "goods"))
    return Screening(country, strictest.decision, strictest.legal_reference, strictest.summary, strictest.source)


@dataclass(frozen=True)
class Transit:
    """Days on the way between two provinces, how far that is proven, where it is from and of when."""

    days: int
    status: str
    source: str
    as_of: str


def transit(origin: str, destination: str) -> Transit | None:
    """Days on the way from a province to another (two-digit codes); None when either has no row. One query."""
    rows = {row.province_code: row for row in TransitTime.objects.filter(province_code__in=[origin, destination])}
    if origin not in rows or destination not in rows:
        return None
    start, end = rows[origin], rows[destination]
    if start == end:
        days = end.days_same_province
    else:
        days = end.days_same_island if start.island == end.island else end.days_other_island
    return Transit(days, end.status, end.source, end.as_of)


def evidence(order_id: UUID) -> tuple[int, int]:
    """How many items of an order's evidence file are there, and how many it needs."""
    return EvidenceEntry.objects.filter(order_id=order_id).count(), evidence_needed()


def evidence_needed() -> int:
    """How many items a complete evidence file has."""
    return EvidenceItem.objects.count()
