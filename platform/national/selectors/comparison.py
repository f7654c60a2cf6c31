"""Owns the comparison: counts divided last, few people hidden, an interval beside each share, nobody ranked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from core.charts import Signal
from core.errors import Refused
from national.indicators import PUBLISHED, Indicator, indicator
from national.periods import month
from national.selectors.pooling import Pooled
from national.selectors.rows import Row, figures, published, rows_of, together
from national.selectors.targets import TargetFacts, targets
from tenants.selectors.peers import count_of_group, peer_group, peers

ORDERS = ("name", "low")


@dataclass(frozen=True)
class Comparison:
    """One indicator of one month in a group of peers; `covered` of `total` prisons of the group published it.

    `pooled` is what the rows that hide nobody have together; `codes` are all onboarded prisons of the group.
    """

    indicator: Indicator
    period: str
    peer: str
    order: str
    rows: tuple[Row, ...]
    not_reporting: tuple[str, ...]
    covered: int
    total: int
    target: TargetFacts | None
    withdrawals: int | None
    as_of: datetime | None
    demo: bool
    pooled: Pooled
    codes: tuple[str, ...]

    def count(self, *signals: Signal) -> int:
        """How many prisons have one of these signals."""
        return sum(row.signal in signals for row in self.rows)


def comparison(
    code: str, period: str, peer: str = "", *, order: str = "name", regions: Collection[str] | None = None
) -> Comparison:
    """Compare an indicator of a month ("2026-10") among peers ("lapas", "IIB", "lapas,IIB", "JABAR", "32", or all).

    Rows stand by name, or by the lower bound of their interval, highest first; what has no interval stands by name.
    `regions` limits what the viewer may see. Acts as the national office; at most five queries and three of the register. Raises NotFound (field
    `indicator`), Refused (fields `period`, `peer`, `order`).
    """
    contract = indicator(code)
    chosen = month(period, today=clock.today(settings.TIME_ZONE))
    group = peer_group(peer)
    if order not in ORDERS:
        rule = _("Rows stand by name, or by lower bound (low).")
        raise Refused(code="order-unknown", field="order", value=order[:20], rule=rule)
    prisons = peers(group, regions)
    found = published((contract,), str(chosen))[contract.code]
    rows = rows_of(contract, prisons, found)
    return Comparison(
        indicator=contract,
        period=str(chosen),
        peer=peer,
        order=order,
        rows=tuple(sorted(rows, key=_by_lower_bound) if order == "low" else rows),
        not_reporting=tuple(prison.name for prison in prisons if prison.code not in found),
        covered=len(rows),
        total=count_of_group(group, regions),
        withdrawals=_withdrawals(str(chosen), [row.code for row in rows]) if contract.is_share else None,
        target=targets().get(contract.code),
        as_of=max((row.computed_at for row in rows), default=None),
        demo=settings.DEMO or any(prison.is_demo for prison in prisons),
        pooled=together(contract, {row.code: found[row.code] for row in rows}),
        codes=tuple(prison.code for prison in prisons),
    )


def _withdrawals(period: str, codes: list[str]) -> int:
    """Consents to work withdrawn at these prisons in the month: the n beside participation (product rule 2)."""
    contract = PUBLISHED["work-withdrawals"]
    found = figures([contract], period)[contract.code]
    return sum(found[code].numerator for code in codes if code in found)


def _by_lower_bound(row: Row) -> tuple[bool, float, str]:
    return row.low is None, -(row.low or 0.0), row.name
