"""Owns the workshop's figures for others: working time, accepted pieces, makers of a lot. Only closed sessions count."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.workshop.models import Attendance, Inspection, LotMaker


@dataclass(frozen=True)
class MakerShare:
    """What one person made of a lot: pieces, and minutes on it."""

    person: int
    pieces: int
    minutes: int


@dataclass(frozen=True)
class AcceptedLot:
    """An inspected lot: what was made, when, and how many pieces of it were accepted."""

    lot_id: int
    code: str
    product_code: str
    made_on: date
    produced: int
    accepted: int


def working_minutes(first: date, last: date) -> dict[int, int]:
    """Minutes worked by each person (internal id) in closed sessions from `first` to `last`, both days included."""
    attended = Attendance.objects.filter(day__range=(first, last), minutes__gt=0, session__closed_at__isnull=False)
    return dict(attended.order_by().values_list("person_id").annotate(total=Sum("minutes")))


def accepted_units_and_minutes(first: date, last: date) -> tuple[int, int]:
    """Accepted pieces made in closed sessions from `first` to `last` (both included), and all minutes worked in them."""
    inspected = Inspection.objects.filter(lot__made_on__range=(first, last), lot__session__closed_at__isnull=False)
    units = inspected.aggregate(units=Sum("accepted"))["units"] or 0
    return units, sum(working_minutes(first, last).values())


def lot_makers(lot_id: int) -> list[MakerShare]:
    """Who made a lot, by person; empty for an unknown lot."""
    makers = LotMaker.objects.filter(lot_id=lot_id).order_by("person_id")
    return [MakerShare(row.person_id, row.pieces, row.minutes) for row in makers]


def accepted_lot(lot_id: int) -> AcceptedLot:
    """An inspected lot; raises NotFound while it is unknown or waits for inspection."""
    row = Inspection.objects.select_related("lot").filter(lot_id=lot_id).first()
    if row is None:
        rule = _("The lot is unknown or not inspected yet.")
        raise NotFound(code="lot-not-inspected", field="lot", value=lot_id, rule=rule)
    lot = row.lot
    return AcceptedLot(lot.pk, lot.code, lot.product_code, lot.made_on, lot.produced, row.accepted)
