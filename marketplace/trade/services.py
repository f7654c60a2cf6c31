"""Owns acts on destinations: rules, days on the way and evidence items are loaded; a destination is admitted or refused."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import Refused
from core.reference import read_rows
from marketplace.trade.models import DestinationRule, EvidenceItem, TransitTime
from marketplace.trade.selectors import Screening, Transit, screen, transit

FOLDER = Path(__file__).resolve().parent / "reference"
RULE_COLUMNS = {
    "country",
    "decision",
    "scope",
    "legal_reference",
    "summary",
    "source",
    "verified",
    "valid_from",
    "valid_to",
}
TRANSIT_DAYS = ("days_same_province", "days_same_island", "days_other_island")
TRANSIT_COLUMNS = ("island", *TRANSIT_DAYS, "status", "source", "as_of")
ITEM_COLUMNS = ("name_id", "name_en", "what_satisfies_it", "who_provides", "source", "as_of")


def load_reference() -> None:
    """Bring destination rules and evidence items to what the data files say. Runs as the owner; safe to repeat."""
    rules = [_rule(row) for row in read_rows(FOLDER / "destination_rules.csv", required=RULE_COLUMNS)]
    items = read_rows(FOLDER / "evidence_items.csv", required={"code", *ITEM_COLUMNS})
    with transaction.atomic():
        if {_facts(rule) for rule in rules} != {_facts(rule) for rule in DestinationRule.objects.all()}:
            DestinationRule.objects.all().delete()
            DestinationRule.objects.bulk_create(rules)
        for row in items:
            facts = {column: row[column] for column in ITEM_COLUMNS}
            EvidenceItem.objects.update_or_create(code=row["code"], defaults=facts)
        for row in read_rows(FOLDER / "transit_days.csv", required={"province", *TRANSIT_COLUMNS}):
            times: dict[str, object] = {column: row[column] for column in TRANSIT_COLUMNS}
            times |= {column: int(row[column]) for column in TRANSIT_DAYS}
            TransitTime.objects.update_or_create(province_code=row["province"], defaults=times)


def admit(countries: Mapping[str, str], *, on: date) -> Screening:
    """Screen every country of a request (field name to text, such as "ship_to.country") and return the strictest.

    Raises Refused naming the field: for a text that is no country, and for a blocked country with the citation.
    """
    screenings = {field: _screened(field, text, on) for field, text in countries.items()}
    for field, screening in screenings.items():
        if screening.is_blocked:
            raise _blocked(field, countries[field], screening)
    return max(screenings.values(), key=lambda screening: screening.strictness)


def keep_food_home(screening: Screening, *, field: str) -> None:
    """Raise Refused when food would leave Indonesia (product rule 19)."""
    if screening.decision != "domestic":
        rule = _("Food is sold within Indonesia only.")
        raise Refused(code="food-abroad", field=field, value=screening.country.iso2, rule=rule)


def keep_food_fresh(shelf_life_days: int, *, origin: str, destination: str, field: str) -> Transit:
    """How long food is on the way between two provinces; more than half its shelf life is refused (product rule 19).

    Raises Refused (the field given) for a destination that is missing or has no days on the way, and for a way too long.
    """
    way = transit(origin, destination)
    if way is None:
        rule = _("Food is sent only where the days on the way are known: choose the province of delivery.")
        raise Refused(code="province-missing", field=field, value=destination[:2], rule=rule)
    if way.days * 2 > shelf_life_days:
        rule = _("%(days)d days on the way are more than half of the shelf life of %(shelf)d days.")
        found = {"days": way.days, "shelf": shelf_life_days}
        raise Refused(code="food-transit", field=field, value=destination, rule=rule % found, citation=way.source)
    return way


def _screened(field: str, text: str, on: date) -> Screening:
    try:
        return screen(text, on=on)
    except Refused as error:
        raise Refused(
            code=error.code, field=field, value=error.value, rule=error.rule, citation=error.citation
        ) from error


def _blocked(field: str, text: str, screening: Screening) -> Refused:
    name = screening.country.name(get_language() or "id")
    rule = _("Goods made in prison workshops may not be sent to %(country)s.") % {"country": name}
    return Refused(code="destination-blocked", field=field, value=text, rule=rule, citation=screening.legal_reference)


def _rule(row: Mapping[str, str]) -> DestinationRule:
    same = ("country", "decision", "scope", "legal_reference", "summary", "source", "law_applies_from", "as_of")
    during = (_day(row["valid_from"]), _day(row["valid_to"]))
    return DestinationRule(
        **{column: row[column] for column in same}, is_verified=row["verified"] == "yes", during=during
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _facts(rule: DestinationRule) -> tuple[object, ...]:
    """What two rules share when nothing changed."""
    during = rule.during if isinstance(rule.during, tuple) else (rule.during.lower, rule.during.upper)
    texts = (rule.country, rule.decision, rule.scope, rule.legal_reference, rule.summary, rule.source)
    return (*texts, rule.is_verified, rule.law_applies_from, rule.as_of, during)
