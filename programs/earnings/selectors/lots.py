"""Owns what money needs to know of a lot: product, day, accepted pieces, and who made how many."""

from dataclasses import dataclass
from datetime import date

from core.errors import NotFound
from programs.earnings.models import Lot


@dataclass(frozen=True)
class LotFacts:
    """An inspected lot; `makers` are (person, recorded pieces), largest first, then the lower person id."""

    lot: int
    product_code: str
    made_on: date
    accepted: int
    makers: tuple[tuple[int, int], ...]


def lot_facts(lot: int) -> LotFacts:
    """The facts of one inspected lot (two queries); raises NotFound (field `lot`) when it is not inspected."""
    row = Lot.objects.filter(pk=lot, inspection__isnull=False).select_related("inspection").first()
    if row is None:
        raise NotFound(code="lot-not-inspected", field="lot", value=lot, rule="Only an inspected lot earns premi.")
    makers = row.makers.order_by("-pieces", "person_id").values_list("person_id", "pieces")
    return LotFacts(row.pk, row.product_code, row.made_on, row.inspection.accepted, tuple(makers))
