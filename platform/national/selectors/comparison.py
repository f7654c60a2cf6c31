"""Owns the comparison: counts divided last, few people hidden, an interval beside each share, nobody ranked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from core import clock
from core.errors import Refused
from national.indicators import Indicator, indicator
from national.intervals import wilson
from national.models import Observation, Target
from national.periods import month
from tenants.selectors.peers import Peer, count_of_group, peer_group, peers

ORDERS = ("name", "low")


@dataclass(frozen=True)
class Row:
    """One prison's figure. `suppressed` rows tell no value; without anyone on the base there is none to tell."""

    code: str
    name: str
    kind: str
    prison_class: str
    region: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    suppressed: bool
    is_final: bool
    computed_at: datetime


@dataclass(frozen=True)
class Comparison:
    """One indicator of one month in a group of peers; `covered` of `total` prisons of the group published it."""

    indicator: Indicator
    period: str
    peer: str
    order: str
    rows: tuple[Row, ...]
    not_reporting: tuple[str, ...]
    covered: int
    total: int
    target: Target | None
    withdrawals: int | None
    as_of: datetime | None
    demo: bool


def comparison(
    code: str, period: str, peer: str = "", *, order: str = "name", regions: Collection[str] | None = None
) -> Comparison:
    """Compare an indicator of a month ("2026-10") among peers ("lapas", "IIB", "lapas,IIB", "JABAR", or all).

    Rows stand by name, or by the lower bound of their interval, highest first. `regions` limits what the viewer may
    see. Acts as the national office; five queries and two of the register. Raises NotFound (field `indicator`), Refused
    (fields `period`, `peer`, `order`).
    """
    contract = indicator(code)
    chosen = month(period, today=clock.today(settings.TIME_ZONE))
    group = peer_group(peer)
    if order not in ORDERS:
        rule = _("Rows stand by name, or by lower bound (low).")
        raise Refused(code="order-unknown", field="order", value=order[:20], rule=rule)
    prisons = peers(group, regions)
    found = _observations(contract, str(chosen))
    rows = [_row(contract, prison, found[prison.code]) for prison in prisons if prison.code in found]
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
        target=Target.objects.filter(indicator=contract.code).first(),
        as_of=max((row.computed_at for row in rows), default=None),
        demo=settings.DEMO or any(prison.is_demo for prison in prisons),
    )


def _observations(contract: Indicator, period: str) -> dict[str, Observation]:
    rows = Observation.objects.filter(indicator=contract.code, version=contract.version, period=period)
    return {row.prison_code: row for row in rows}


def _withdrawals(period: str, codes: list[str]) -> int:
    """Consents to work withdrawn at these prisons in the month: the n beside participation (product rule 2)."""
    rows = Observation.objects.filter(indicator="work-withdrawals", period=period, prison_code__in=codes)
    return rows.aggregate(total=Sum("numerator"))["total"] or 0


def _row(contract: Indicator, prison: Peer, found: Observation) -> Row:
    numerator, denominator = found.numerator, found.denominator
    hidden = contract.hides(numerator, denominator)
    told = not hidden and denominator > 0
    low, high = wilson(numerator, denominator) if told and contract.is_share else (None, None)
    return Row(
        code=prison.code,
        name=prison.name,
        kind=prison.kind,
        prison_class=prison.prison_class,
        region=prison.region,
        numerator=None if hidden else numerator,
        denominator=None if 0 < denominator < contract.minimum_cell else denominator,
        value=numerator * contract.scale / denominator if told else None,
        low=low,
        high=high,
        suppressed=hidden,
        is_final=found.is_final,
        computed_at=found.computed_at,
    )


def _by_lower_bound(row: Row) -> tuple[bool, float, str]:
    bound = row.value if row.low is None else row.low
    return bound is None, -(bound or 0.0), row.name
