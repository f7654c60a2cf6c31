"""Owns counting what lies in the workshop: the differences are movements with their reasons, once a day."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record
from programs.workshop.models import StockBalance, StockTake
from programs.workshop.services.days import check_open_day
from programs.workshop.services.lots import MOST_PIECES
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import held_lots, move_lot

LONGEST_REASON = 200


@dataclass(frozen=True)
class Counted:
    """One lot of a count: pieces that were expected when it was written down, pieces counted, why they differ."""

    lot: int
    expected: int
    counted: int
    reason: str = ""


def take_stock(day: date, *, lines: Sequence[Counted], by: str) -> StockTake:
    """Close the count of the workshop for a day: fewer pieces are written off, more are found, each with its reason.

    Lots that are not named stay as they are. The marketplace is not counted here: what is reserved there is not known
    to the workshop. Raises NotFound, Refused for a day ahead, pieces out of bounds or a difference without a reason;
    Conflict when a lot moved since it was written down or the day was counted already.
    """
    _check(day, lines)
    with translated(REFUSALS, value=day.isoformat()), transaction.atomic():
        check_open_day(day)
        lots = held_lots(each.lot for each in lines)
        take = StockTake.objects.create(day=day, lines=[asdict(each) for each in lines], by=by)
        there = dict(StockBalance.objects.filter(lot__in=lots, place="workshop").values_list("lot_id", "pieces"))
        for each in lines:
            if there.get(each.lot, 0) != each.expected:
                rule = _("Lot %(lot)s moved since it was counted: %(there)d pieces are expected now. Count it again.")
                facts = {"lot": lots[each.lot].code, "there": there.get(each.lot, 0)}
                raise Conflict(code="stock-moved", field="lines", value=facts["lot"], rule=rule % facts)
            difference = each.counted - each.expected
            if difference:
                way = ("found", "workshop") if difference > 0 else ("workshop", "written_off")
                move_lot(lots[each.lot], abs(difference), *way, reference=f"count:{take.pk}", by=by)
        differing = sum(each.counted != each.expected for each in lines)
        record("stock.counted", by=by, subject=f"stocktake:{take.pk}", lots=len(lines), differing=differing)
    return take


def _check(day: date, lines: Sequence[Counted]) -> None:
    if day > local_today():
        rule = _("Stock is counted on its day or keyed in afterwards, not ahead.")
        raise Refused(code="day-ahead", field="day", value=day.isoformat(), rule=rule)
    if not lines or len({each.lot for each in lines}) != len(lines):
        raise Refused(
            code="lines-unfit", field="lines", value=len(lines), rule=_("Count each lot once, and at least one.")
        )
    for each in lines:
        if not 0 <= each.counted <= MOST_PIECES:
            raise Refused(
                code="pieces-out-of-bounds", field="lines", value=each.counted, rule=_("Pieces are 0 or more.")
            )
        if len(each.reason) > LONGEST_REASON or (each.counted != each.expected and not each.reason.strip()):
            rule = _("Write why the count differs, in at most %(longest)d characters.") % {"longest": LONGEST_REASON}
            raise Refused(code="reason-missing", field="lines", value=each.lot, rule=rule)
