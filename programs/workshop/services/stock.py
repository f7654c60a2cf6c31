"""Owns pieces on their way: made, workshop, marketplace, sold. First made goes first; nothing is created or lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound, Refused
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record
from programs.workshop.models import ARRIVAL, PLACES, Lot, StockBalance, StockMovement
from programs.workshop.services.days import check_open_day
from programs.workshop.services.refusals import REFUSALS

MOST_PIECES = 1_000_000_000
LONGEST_REFERENCE = 60


@dataclass(frozen=True)
class LotPieces:
    """So many pieces of one lot, and the day it was made."""

    lot_id: int
    lot_code: str
    pieces: int
    made_on: date


def move_to_market(product: str, pieces: int, *, reference: str, by: str) -> list[LotPieces]:
    """Move pieces of a product from the workshop to the marketplace, first made first; returns which lots they are of.

    Repeating it with the same reference returns the same list and moves nothing. Raises Refused for a number that is
    not positive, Conflict when the workshop has fewer or the reference stands for another number.
    """
    return _move(product, pieces, "workshop", "marketplace", reference=reference, by=by)


def take_back(product: str, pieces: int, *, reference: str, by: str) -> list[LotPieces]:
    """Move pieces from the marketplace back to the workshop; like `move_to_market` in all else."""
    return _move(product, pieces, "marketplace", "workshop", reference=reference, by=by)


def take_sold(product: str, pieces: int, *, reference: str, by: str) -> list[LotPieces]:
    """Take sold pieces from the marketplace, for good; like `move_to_market` in all else."""
    return _move(product, pieces, "marketplace", "sold", reference=reference, by=by)


def put_in_stock(lot: Lot, pieces: int, *, reference: str, by: str) -> None:
    """Enter the accepted pieces of a lot into the workshop. The caller holds the lot.

    Raises Conflict when today is closed: as `move_lot`.
    """
    check_open_day(local_today())
    _book([(lot, pieces)], "arrived" if lot.kind == ARRIVAL else "made", "workshop", reference=reference, by=by)


def move_lot(lot: Lot, pieces: int, source: str, target: str, *, reference: str, by: str) -> None:
    """Move pieces of one lot between places, or from or to what is none (models.stock). The caller holds the lot.

    Raises Conflict when today is closed, for a movement belongs to the day on which it is made; when fewer are at `source` or the reference is booked, Refused for a number that is not positive.
    """
    _check(pieces, reference)
    check_open_day(local_today())
    there = StockBalance.objects.filter(lot=lot, place=source).values_list("pieces", flat=True).first() or 0
    if source in PLACES and there < pieces:
        rule = _("Only %(there)d pieces are there.") % {"there": there}
        raise Conflict(code="stock-short", field="pieces", value=pieces, rule=rule)
    _book([(lot, pieces)], source, target, reference=reference, by=by)


def held_lots(numbers: Iterable[int]) -> dict[int, Lot]:
    """The lots with these numbers, locked by number until the transaction ends; raises NotFound for an unknown one."""
    asked = sorted(set(numbers))
    found = {lot.pk: lot for lot in Lot.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk")}
    for number in asked:
        if number not in found:
            raise NotFound(code="lot-unknown", field="lot", value=number, rule=_("There is no such lot here."))
    return found


def _move(product: str, pieces: int, source: str, target: str, *, reference: str, by: str) -> list[LotPieces]:
    _check(pieces, reference)
    with translated(REFUSALS, value=pieces), transaction.atomic():
        lots = _held_lots(product, source)
        booked = _booked(product, source, target, reference)
        if booked:
            return _same(booked, pieces, reference)
        taken = _first_made(lots, source, pieces)
        _book(taken, source, target, reference=reference, by=by)
        record("stock.moved", by=by, subject=f"product:{product}", pieces=pieces, to=target, reference=reference)
    return [LotPieces(lot.pk, lot.code, count, lot.made_on) for lot, count in taken]


def _check(pieces: int, reference: str) -> None:
    if not 0 < pieces <= MOST_PIECES:
        rule = _("The number of pieces is 1 or more.")
        raise Refused(code="pieces-out-of-bounds", field="pieces", value=pieces, rule=rule)
    if not 0 < len(reference) <= LONGEST_REFERENCE:
        rule = _("A movement names its cause, in at most %(longest)d characters.") % {"longest": LONGEST_REFERENCE}
        raise Refused(code="text-length", field="reference", value=reference[:80], rule=rule)


def _held_lots(product: str, place: str) -> list[Lot]:
    """The lots with pieces at a place, locked by id: whoever moves pieces of a lot holds the lot, in this one order."""
    stocked = StockBalance.objects.filter(
        place=place, pieces__gt=0, lot__product_code=product, lot__owner="own"
    ).values("lot")
    return list(Lot.objects.select_for_update(no_key=True).filter(pk__in=stocked).order_by("pk"))


def _booked(product: str, source: str, target: str, reference: str) -> list[StockMovement]:
    """What the reference moved before; read after the lots are held, so that a rival's movement is seen."""
    movements = StockMovement.objects.filter(
        reference=reference, from_place=source, to_place=target, lot__product_code=product
    )
    return list(movements.select_related("lot").order_by("pk"))


def _same(booked: list[StockMovement], pieces: int, reference: str) -> list[LotPieces]:
    if sum(movement.pieces for movement in booked) != pieces:
        rule = _("This reference stands for another number of pieces.")
        raise Conflict(code="reference-used", field="reference", value=reference, rule=rule)
    return [LotPieces(each.lot_id, each.lot.code, each.pieces, each.lot.made_on) for each in booked]


def _first_made(lots: list[Lot], place: str, pieces: int) -> list[tuple[Lot, int]]:
    there = dict(StockBalance.objects.filter(lot__in=lots, place=place).values_list("lot_id", "pieces"))
    missing, taken = pieces, []
    for lot in sorted(lots, key=lambda lot: (lot.made_on, lot.pk)):
        count = min(missing, there.get(lot.pk, 0))
        if count:
            taken.append((lot, count))
            missing -= count
    if missing:
        rule = _("Only %(there)d pieces are there.") % {"there": pieces - missing}
        raise Conflict(code="stock-short", field="pieces", value=pieces, rule=rule)
    return taken


def _book(taken: Iterable[tuple[Lot, int]], source: str, target: str, *, reference: str, by: str) -> None:
    changes = {(lot.pk, source): -count for lot, count in taken} if source in PLACES else {}
    if target in PLACES:
        changes |= {(lot.pk, target): count for lot, count in taken}
    held = StockBalance.objects.filter(lot__in=[lot for lot, _count in taken])
    pieces = {(row.lot_id, row.place): row.pieces for row in held}
    StockBalance.objects.bulk_create(
        [StockBalance(lot_id=lot, place=place, pieces=pieces.get((lot, place), 0) + change)
         for (lot, place), change in changes.items()],
        update_conflicts=True,
        unique_fields=["lot", "place"],
        update_fields=["pieces"],
    )  # fmt: skip
    StockMovement.objects.bulk_create(
        StockMovement(lot=lot, from_place=source, to_place=target, pieces=count, reference=reference, by=by)
        for lot, count in taken
    )
