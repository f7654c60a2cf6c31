"""Owns how one sale is divided: pure arithmetic in whole rupiah, the same for every scheme, always exact."""

from dataclasses import dataclass, replace
from typing import Protocol

from core import money


class Terms(Protocol):
    """What the arithmetic needs of a scheme (`models.SplitScheme` has it)."""

    base: str
    method: str
    premi_pct: int | None
    capital_pct: int | None
    pnbp_pct: int | None
    undivided_pct: int | None


@dataclass(frozen=True)
class Division:
    """One sale in whole rupiah, none below zero. The first six come out of the sale and sum to its total.

    `advance_borne` and `pnbp_borne` are what working capital pays because the sale did not suffice.
    """

    cost: int
    advance_cleared: int
    pool: int
    pnbp_cleared: int
    undivided: int
    surplus: int
    advance_borne: int = 0
    pnbp_borne: int = 0

    @property
    def premi(self) -> int:
        """All that the makers earned: the advance, whoever pays it, and the pool above it."""
        return self.advance_cleared + self.advance_borne + self.pool

    @property
    def pnbp(self) -> int:
        """All that is owed to the treasury."""
        return self.pnbp_cleared + self.pnbp_borne

    @property
    def capital(self) -> int:
        """What working capital gains, recovered cost included; negative when it bears more than it gets."""
        return self.cost + self.surplus - self.advance_borne - self.pnbp_borne


def divide_sale(terms: Terms, *, total: int, material_cost: int, advance: int) -> Division:
    """Divide `total` > 0 by the scheme's method; `advance` is the premi already earned on the pieces sold.

    share on profit or labour fee: what is left after material cost is divided by the shares; on turnover the total is.
    The advance is cleared from the premi share, the rest of that share is the pool; where the share is smaller,
    working capital bears the difference, never the makers. A loss divides nothing.
    levy: the advance is a production cost, `pnbp_pct` of it is owed on top, profit or not.
    floor: the advance is a production cost, `pnbp_pct` of the profit, rounded up, is owed.
    """
    if terms.method == "share":
        return _shared(terms, total, material_cost, advance)
    pct = terms.pnbp_pct or 0
    if terms.method == "levy":
        return _costed(total, material_cost, advance, money.divide(advance, [pct, 100 - pct])[0])
    profit = max(total - material_cost - advance, 0)
    return _costed(total, material_cost, advance, -(-profit * pct // 100))


def without_makers(parts: Division, earned: int) -> Division:
    """The same sale when only `earned` of the pool has makers here: the rest stays with working capital, which paid for it."""
    return replace(parts, pool=earned, surplus=parts.surplus + parts.pool - earned)


def _shared(terms: Terms, total: int, material_cost: int, advance: int) -> Division:
    cost = 0 if terms.base == "turnover" else min(material_cost, total)
    shares = (terms.premi_pct, terms.capital_pct, terms.pnbp_pct, terms.undivided_pct)
    premi, capital, pnbp, undivided = money.divide(total - cost, [share or 0 for share in shares])
    cleared = min(advance, premi)
    return Division(
        cost=cost,
        advance_cleared=cleared,
        pool=premi - cleared,
        pnbp_cleared=pnbp,
        undivided=undivided,
        surplus=capital,
        advance_borne=advance - cleared,
    )


def _costed(total: int, material_cost: int, advance: int, pnbp: int) -> Division:
    """Costs first, then what is owed, as far as the sale reaches; working capital bears the rest and keeps the surplus."""
    cost = min(material_cost, total)
    cleared = min(advance, total - cost)
    paid = min(pnbp, total - cost - cleared)
    return Division(
        cost=cost,
        advance_cleared=cleared,
        pool=0,
        pnbp_cleared=paid,
        undivided=0,
        surplus=total - cost - cleared - paid,
        advance_borne=advance - cleared,
        pnbp_borne=pnbp - paid,
    )
