"""Owns rates with dates: a new rate ends the one before it, and yesterday's rate is never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.earnings.models import Rate
from programs.records import services as records

HIGHEST = 1_000_000_000


@dataclass(frozen=True)
class RateFacts:
    """Premi for one accepted piece and its material cost, in whole rupiah, with where they come from."""

    product_code: str
    piece_rate: int
    material_cost: int
    source: str


def set_rates(rates: Sequence[RateFacts], *, starts: date, by: str) -> None:
    """From the day `starts` these rates hold; each ends the open rate of its product. The same again changes nothing.

    Raises Refused for a rate that is not above zero or a cost below zero, Conflict when a product has another rate
    that starts on that day or later.
    """
    with transaction.atomic():
        changed = [facts.product_code for facts in rates if _set(facts, starts)]
        if changed:
            records.record("rates.set", by=by, subject=f"rates:{starts}", products=changed)


def _set(facts: RateFacts, starts: date) -> bool:
    _check(facts)
    open_rate = Rate.objects.select_for_update().filter(product_code=facts.product_code, during__endswith=None).first()
    if open_rate is not None:
        if _is_same(open_rate, facts) and open_rate.starts <= starts:
            return False
        if open_rate.starts >= starts:
            rule = _("This product has a rate from %(day)s on; a new one starts later.") % {"day": open_rate.starts}
            raise Conflict(code="rate-later", field="starts", value=str(starts), rule=rule)
        open_rate.during = (open_rate.starts, starts)
        open_rate.save(update_fields=["during"])
    Rate.objects.create(
        product_code=facts.product_code,
        piece_rate=facts.piece_rate,
        material_cost=facts.material_cost,
        source=facts.source,
        during=(starts, None),
    )
    return True


def _check(facts: RateFacts) -> None:
    for field, amount, least in (("piece_rate", facts.piece_rate, 1), ("material_cost", facts.material_cost, 0)):
        if not least <= amount <= HIGHEST:
            rule = _("Whole rupiah from %(least)s to %(most)s.") % {"least": least, "most": HIGHEST}
            raise Refused(code="rate-out-of-range", field=field, value=amount, rule=rule)


def _is_same(rate: Rate, facts: RateFacts) -> bool:
    return (rate.piece_rate, rate.material_cost, rate.source) == (facts.piece_rate, facts.material_cost, facts.source)
