"""Owns the figures of a prison's first page: participation on four bases, each alone, and the last months of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts
from national.figures import LEAST_MINUTES
from national.indicators import indicator
from national.intervals import wilson
from national.periods import month_of
from programs.library import document
from programs.people import selectors as people
from programs.workshop import selectors as workshop

MONTHS = 6


@dataclass(frozen=True)
class Target:
    """A share that somebody asks for on one base, and how sure that is."""

    share: float
    kind: str
    source: str


@dataclass(frozen=True)
class BaseShare:
    """Participation on one base: who took part of how many, the interval, and a target where one is recorded."""

    code: str
    title: str
    denominator_words: str
    numerator: int
    denominator: int
    share: float | None
    low: float
    high: float
    target: Target | None
    chart: SafeString


@dataclass(frozen=True)
class Participation:
    """The four bases of the running month, never joined, and how many consents to work were refused or withdrawn in it."""

    month: date
    as_of: date
    bases: list[BaseShare]
    withdrawals: int


@dataclass(frozen=True)
class Card:
    """One figure of the running month with the course of the last months; `value` is None where nothing is measured."""

    label: str
    value: int | None
    is_share: bool
    note: str
    url: str
    chart: SafeString


def participation_of(day: date, content: Mapping[str, Any]) -> Participation:
    """Participation of the running month as it stands on `day`, in the prison that the code acts in.

    Targets are those that the origin's `content` records (three queries).
    """
    month = month_of(day)
    minutes = workshop.working_minutes(month.first, day)
    counted = {person for person, worked in minutes.items() if worked >= LEAST_MINUTES}
    targets = _targets(content)
    bases = [_share(code, held, counted, targets.get(code)) for code, held in people.base_ids(day).items()]
    costless = people.refusals("work", month.first, day) + people.withdrawals("work", month.first, day)
    return Participation(month.first, day, bases, costless)


def cards_of(day: date) -> list[Card]:
    """Sessions, accepted pieces and attendance of the running month beside the months before it."""
    months = workshop.months_of_work(_months_back(day, MONTHS - 1), day)
    last = months[-1]
    attendance = [round(100 * month.present / month.marked) if month.marked else None for month in months]
    marks = _("%(present)d of %(marked)d marks") % {"present": last.present, "marked": last.marked}
    return [
        _card(_("Sessions closed"), months, lambda month: month.sessions, "/bengkel/"),
        _card(_("Accepted pieces"), months, lambda month: month.accepted, "/bengkel/lot/"),
        Card(
            _("Attendance"),
            attendance[-1],
            attendance[-1] is not None,
            marks,
            "/bengkel/",
            charts.sparkline(attendance),
        ),
    ]


def _card(
    label: str, months: list[workshop.MonthOfWork], count: Callable[[workshop.MonthOfWork], int], url: str
) -> Card:
    values: list[float | None] = [count(month) for month in months]
    note = _("%(n)d last month") % {"n": values[-2] or 0}
    return Card(label, count(months[-1]), False, note, url, charts.sparkline(values))


def _share(code: str, held: set[int], counted: set[int], target: Target | None) -> BaseShare:
    contract = indicator(f"participation-{code}")
    took_part, base = len(held & counted), len(held)
    low, high = wilson(took_part, base) if base else (0.0, 0.0)
    share = took_part / base if base else None
    reference = target.share if target else None
    chart = charts.interval(share, low, high, reference=reference) if share is not None else SafeString()
    words = (str(contract.title), str(contract.denominator))
    return BaseShare(code, *words, took_part, base, share, low, high, target, chart)


def _targets(content: Mapping[str, Any]) -> dict[str, Target]:
    recorded = document.targets(content) if content else ()
    return {each.base: Target(each.value_pct / 100, each.kind, each.source) for each in recorded}


def _months_back(day: date, months: int) -> date:
    first = month_of(day)
    for _n in range(months):
        first = first.before
    return first.first
