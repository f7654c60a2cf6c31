"""Owns what money needs to know of a lot: product, day, accepted pieces, and who made how many."""

from dataclasses import dataclass
from datetime import date

from programs.workshop import selectors as workshop


@dataclass(frozen=True)
class LotFacts:
    """An inspected lot; `makers` are (person, recorded pieces), largest first, then the lower person id.

    `found` pieces turned up at a count. A lot that is not `is_worked` came from another prison and has no makers here.
    """

    lot: int
    product_code: str
    made_on: date
    accepted: int
    found: int
    is_worked: bool
    makers: tuple[tuple[int, int], ...]


def lot_facts(lot: int) -> LotFacts:
    """The facts of one inspected lot (two queries); raises NotFound (field `lot`) when it is not inspected."""
    accepted = workshop.accepted_lot(lot)
    shares = sorted(workshop.lot_makers(lot), key=lambda share: (-share.pieces, share.person))
    makers = tuple((share.person, share.pieces) for share in shares)
    return LotFacts(
        accepted.lot_id,
        accepted.product_code,
        accepted.made_on,
        accepted.accepted,
        accepted.found,
        accepted.is_worked,
        makers,
    )
