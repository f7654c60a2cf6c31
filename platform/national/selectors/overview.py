"""Owns the overview of a month: every indicator's total, course, signals and coverage, and how timely the figures are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from core import clock
from core.charts import Signal
from national.indicators import REGISTRY, Indicator
from national.models import Observation
from national.periods import month, month_of
from national.selectors.courses import Course, courses
from national.selectors.pooling import Pooled
from national.selectors.rows import Counts, Row, figures, published, rows_of, signals, together
from national.selectors.targets import TargetFacts, targets
from tenants.selectors.peers import PeerGroup, count_of_group, peers

COURSE = 12


@dataclass(frozen=True)
class Measured:
    """One indicator of the month: what all have together, how it moved, and which prisons stand out.

    `covered` prisons published it, those whose figure is hidden included.
    """

    indicator: Indicator
    pooled: Pooled
    course: Course
    covered: int
    signals: dict[str, Signal]
    target: TargetFacts | None

    @property
    def judged(self) -> int:
        """How many figures could be judged."""
        return len(self.signals)

    def codes(self, *signals: Signal) -> frozenset[str]:
        """The prisons with one of these signals."""
        return frozenset(code for code, signal in self.signals.items() if signal in signals)


@dataclass(frozen=True)
class Timeliness:
    """How many prisons published last for the month before the running one or later, one month earlier, longer ago, never."""

    current: int
    late: int
    stale: int
    never: int


@dataclass(frozen=True)
class Overview:
    """What was published of a month; `total` prisons there are in all, joined or not.

    `rows` are the figures of the first indicator, those that the map shows.
    """

    period: str
    measured: tuple[Measured, ...]
    rows: tuple[Row, ...]
    joined: int
    total: int
    timeliness: Timeliness
    as_of: datetime | None
    demo: bool

    @property
    def covered(self) -> int:
        """How many prisons published of the month: each publishes all indicators at once."""
        return max(each.covered for each in self.measured)

    def standing_out(self, *signals: Signal) -> int:
        """How many prisons have one of these signals on any base of participation."""
        return len(frozenset().union(*(each.codes(*signals) for each in self.measured)))


def overview(period: str, regions: Collection[str] | None = None) -> Overview:
    """Every indicator of a month over all prisons of the viewer's regions. Nine queries, however many prisons.

    Raises Refused (field `period`).
    """
    chosen = month(period, today=clock.today(settings.TIME_ZONE))
    prisons = peers(PeerGroup(), regions)
    codes = [prison.code for prison in prisons]
    first, *others = REGISTRY.values()
    mapped = published([first], str(chosen))[first.code]
    found = _of_prisons({first.code: mapped, **figures(others, str(chosen))}, codes)
    return Overview(
        period=str(chosen),
        measured=_measured(found, courses(REGISTRY.values(), codes, until=chosen, length=COURSE)),
        rows=tuple(rows_of(first, prisons, mapped)),
        joined=len(prisons),
        total=count_of_group(PeerGroup(), regions),
        timeliness=_timeliness(codes),
        as_of=_newest(str(chosen), codes),
        demo=settings.DEMO or any(prison.is_demo for prison in prisons),
    )


def _of_prisons(found: Mapping[str, Mapping[str, Counts]], codes: Collection[str]) -> dict[str, dict[str, Counts]]:
    wanted = frozenset(codes)
    return {code: {prison: each for prison, each in kept.items() if prison in wanted} for code, kept in found.items()}


def _measured(found: dict[str, dict[str, Counts]], moved: dict[str, Course]) -> tuple[Measured, ...]:
    aims = targets()
    groups = {code: together(contract, found[code]) for code, contract in REGISTRY.items()}
    return tuple(
        Measured(
            indicator=contract,
            pooled=groups[code],
            course=moved[code],
            covered=len(found[code]),
            signals=signals(found[code], groups[code]),
            target=aims.get(code),
        )
        for code, contract in REGISTRY.items()
    )


def _newest(period: str, codes: Collection[str]) -> datetime | None:
    """When the newest figure of the month was counted. Hundreds of codes are faster compared here than sent."""
    rows = Observation.objects.filter(indicator__in=REGISTRY, period=period).values_list("prison_code")
    wanted = frozenset(codes)
    return max((newest for code, newest in rows.annotate(Max("computed_at")) if code in wanted), default=None)


def _timeliness(codes: Collection[str]) -> Timeliness:
    rows = Observation.objects.filter(indicator=next(iter(REGISTRY))).values_list("prison_code")
    wanted = frozenset(codes)
    newest = [period for code, period in rows.annotate(Max("period")) if code in wanted]
    due = month_of(clock.today(settings.TIME_ZONE)).before
    on_time, one_late = str(due), str(due.before)
    current = sum(period >= on_time for period in newest)
    late = newest.count(one_late)
    return Timeliness(current, late, len(newest) - current - late, len(wanted) - len(newest))
