"""Owns premi for accepted work: pieces at the rate of the day they were made, owed to makers before any sale."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import money
from core.errors import Refused
from programs.earnings import selectors
from programs.earnings.models import PremiEntry
from programs.earnings.services.posting import lock_scheme, post
from programs.records import services as records


def accrue_lot(lot: int, *, by: str = "system") -> int:
    """Book the premi of an inspected lot once and return it in rupiah; 0 when nothing was accepted, nobody
    here made it, or the mode is pool.

    Accepted pieces go to the makers in proportion to their recorded pieces, whole pieces, equal remainders to the
    larger share and then the lower person. Raises NotFound for a lot that is not inspected, Refused `scheme-unsigned`
    and `rate-missing`.
    """
    facts = selectors.lot_facts(lot)
    if facts.accepted == 0 or not facts.is_worked:
        return 0
    with transaction.atomic():
        scheme = lock_scheme(facts.made_on)
        booked = selectors.posted(f"lot:{lot}", "premi")
        if booked or scheme.premi_mode == "pool":
            return booked
        return _accrue(facts, selectors.rate_on(facts.product_code, facts.made_on).piece_rate, by)


def _accrue(facts: selectors.LotFacts, piece_rate: int, by: str) -> int:
    amount = piece_rate * facts.accepted
    post(f"lot:{facts.lot}", [("premi", "premi_advance", "premi_payable", amount)])
    PremiEntry.objects.bulk_create(
        PremiEntry(person_id=person, lot_id=facts.lot, cause="rate", pieces=pieces, amount=piece_rate * pieces)
        for person, pieces in attributed(facts, facts.accepted)
        if pieces
    )
    records.record("premi.accrued", by=by, subject=f"lot:{facts.lot}", amount=amount, pieces=facts.accepted)
    return amount


def attributed(facts: selectors.LotFacts, amount: int) -> list[tuple[int, int]]:
    """Divide pieces or rupiah among the makers of a lot in proportion to their recorded pieces."""
    recorded = [pieces for _, pieces in facts.makers]
    if not sum(recorded):
        rule = _("A lot names who made its pieces.")
        raise Refused(code="makers-missing", field="lot", value=facts.lot, rule=rule)
    people = [person for person, _ in facts.makers]
    return list(zip(people, money.divide(amount, recorded), strict=True))
