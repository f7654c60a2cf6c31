"""Owns the workshop's figures for others: working time, accepted pieces, makers of a lot. Only closed sessions count."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.people.selectors import ONE_HUMAN
from programs.workshop.models import PRESENT, Attendance, Inspection, Lot, LotMaker, Session, StockMovement


@dataclass(frozen=True)
class MakerShare:
    """What one person made of a lot: pieces, and minutes on it."""

    person: int
    pieces: int
    minutes: int


@dataclass(frozen=True)
class AcceptedLot:
    """An inspected lot: what was made, when, and how many pieces of it were accepted, or found later at a count.

    `is_worked` when somebody made or reworked it here; an arrival from another prison has no maker here.
    """

    lot_id: int
    code: str
    product_code: str
    made_on: date
    produced: int
    accepted: int
    found: int = 0
    is_worked: bool = True


def working_minutes(first: date, last: date) -> dict[int, int]:
    """Minutes worked by each person (internal id) in closed sessions from `first` to `last`, both days included."""
    attended = Attendance.objects.filter(day__range=(first, last), minutes__gt=0, session__closed_at__isnull=False)
    return dict(attended.order_by().values_list(ONE_HUMAN).annotate(total=Sum("minutes")))


def accepted_units_and_minutes(first: date, last: date) -> tuple[int, int]:
    """Accepted pieces made in closed sessions from `first` to `last` (both included), and all minutes worked in them."""
    inspected = Inspection.objects.filter(lot__made_on__range=(first, last), lot__session__closed_at__isnull=False)
    units = inspected.aggregate(units=Sum("accepted"))["units"] or 0
    return units, sum(working_minutes(first, last).values())


@dataclass(frozen=True)
class MonthOfWork:
    """A month of closed sessions: how many, pieces accepted of their lots, marks in their registers and, of these, present."""

    first: date
    sessions: int
    accepted: int
    marked: int
    present: int


def months_of_work(first: date, last: date) -> list[MonthOfWork]:
    """Every month from that of `first` to that of `last`, also the empty ones (three queries)."""
    closed = Q(session__closed_at__isnull=False)
    days = (first.replace(day=1), last)
    sessions = Session.objects.filter(day__range=days, closed_at__isnull=False)
    lots = Lot.objects.filter(closed, made_on__range=days, inspection__isnull=False)
    marks = Attendance.objects.filter(closed, day__range=days)
    held = _by_month(sessions, "day", n=Count("pk"))
    made = _by_month(lots, "made_on", n=Sum("inspection__accepted"))
    marked = _by_month(marks, "day", n=Count("pk"), present=Count("pk", filter=Q(state=PRESENT)))
    return [
        MonthOfWork(
            month,
            held.get(month, {}).get("n", 0),
            made.get(month, {}).get("n", 0),
            marked.get(month, {}).get("n", 0),
            marked.get(month, {}).get("present", 0),
        )
        for month in _months(days[0], last)
    ]


def _by_month(rows: QuerySet[Any], field: str, **sums: Any) -> dict[date, dict[str, int]]:
    found = rows.order_by().annotate(month=TruncMonth(field)).values("month").annotate(**sums)
    return {row.pop("month"): row for row in found}


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def lot_makers(lot_id: int) -> list[MakerShare]:
    """Who made a lot, by person, over all its steps; empty for an unknown lot and for one that nobody made here."""
    makers = LotMaker.objects.filter(lot_id=lot_id).order_by("person_id").values_list("person_id")
    return [MakerShare(*row) for row in makers.annotate(pieces=Sum("pieces"), minutes=Sum("minutes"))]


def accepted_lot(lot_id: int) -> AcceptedLot:
    """An inspected lot; raises NotFound while it is unknown or waits for inspection."""
    row = Inspection.objects.select_related("lot").filter(lot_id=lot_id).first()
    if row is None:
        rule = _("The lot is unknown or not inspected yet.")
        raise NotFound(code="lot-not-inspected", field="lot", value=lot_id, rule=rule)
    lot = row.lot
    found = StockMovement.objects.filter(lot=lot, from_place="found").aggregate(pieces=Sum("pieces", default=0))[
        "pieces"
    ]
    return AcceptedLot(
        lot.pk, lot.code, lot.product_code, lot.made_on, lot.produced, row.accepted, found, is_worked=lot.is_worked
    )
