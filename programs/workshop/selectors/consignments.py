"""Owns reading goods between prisons: what can be sent, what came, what was sent and whether it is settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from programs.workshop.models import Lot, StockBalance, StockMovement
from tenants.selectors.consignments import Consignment


@dataclass(frozen=True)
class SendableLot:
    """A lot of this prison's own with pieces in the workshop."""

    lot: int
    code: str
    product_code: str
    pieces: int


def reference_of(consignment: UUID) -> str:
    """The reference of the movements that a consignment causes."""
    return f"consignment:{consignment}"


def sendable_lots() -> list[SendableLot]:
    """Every own lot with pieces in the workshop, first made first (one query)."""
    held = StockBalance.objects.filter(place="workshop", pieces__gt=0, lot__owner="own")
    rows = held.order_by("lot__made_on", "lot").values_list("lot", "lot__code", "lot__product_code", "pieces")
    return [SendableLot(*row) for row in rows]


def settled(rows: Iterable[Consignment]) -> set[UUID]:
    """Which of these consignments the sender has settled or taken back (one query)."""
    by_reference = {reference_of(row.pk): row.pk for row in rows}
    found = StockMovement.objects.filter(reference__in=by_reference, from_place="transit")
    return {by_reference[reference] for reference in found.values_list("reference", flat=True)}


def arrived_lot(consignment: UUID) -> Lot | None:
    """The lot that a consignment became here, with its verdict."""
    return Lot.objects.filter(consignment=str(consignment)).select_related("inspection").first()
