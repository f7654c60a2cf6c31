"""Owns reading lots: which wait for inspection, what came of the others, where their pieces lie."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from programs.workshop.models import (
    INSPECTED_KINDS,
    REWORK,
    Inspection,
    Lot,
    LotInput,
    LotMaker,
    Measurement,
    StockBalance,
    StockMovement,
)

STATES = ("waiting", "inspected", "rework", "offered")


def lots(
    *,
    waiting: bool = False,
    product: str = "",
    order: str = "newest",
    state: str = "",
    owner: str = "",
    kind: str = "",
) -> QuerySet[Lot]:
    """Every lot, newest first; those that wait for inspection, of one product, state, owner or kind if asked.

    States: "waiting" for inspection; "inspected" and nothing of it to rework or on offer; "rework" still open;
    "offered" on the marketplace. Selects the inspection.
    """
    found = Lot.objects.select_related("inspection")
    found = found.order_by("made_on", "pk") if order == "oldest" else found.order_by("-made_on", "-pk")
    for field, value in (("product_code", product), ("owner", owner), ("kind", kind)):
        if value:
            found = found.filter(**{field: value})
    if waiting or state == "waiting":
        return found.filter(inspection=None, kind__in=INSPECTED_KINDS)
    return _in_state(found, state) if state in STATES else found


def _in_state(found: QuerySet[Lot], state: str) -> QuerySet[Lot]:
    waits = Q(inspection=None, kind__in=INSPECTED_KINDS)
    offered = Exists(StockBalance.objects.filter(lot=OuterRef("pk"), place="marketplace", pieces__gt=0))
    # one subquery of its own: a sum over a join would count each row of another join
    done = LotInput.objects.filter(input_lot=OuterRef("pk"), lot__kind=REWORK).order_by().values("input_lot")
    reworked = done.annotate(pieces=Sum("pieces")).values("pieces")
    to_rework = Q(inspection__rework__gt=Coalesce(reworked, 0))
    if state == "rework":
        return found.filter(to_rework)
    if state == "offered":
        return found.filter(offered).exclude(to_rework)
    return found.exclude(waits).exclude(to_rework).exclude(offered)


@dataclass(frozen=True)
class Board:
    """The lots of one column of the board, the newest, and how many there are in all."""

    state: str
    lots: tuple[Lot, ...]
    total: int


def board(*, product: str = "", owner: str = "", kind: str = "", shown: int = 8) -> list[Board]:
    """The four columns (two queries each)."""
    columns = []
    for state in STATES:
        found = lots(state=state, product=product, owner=owner, kind=kind)
        columns.append(Board(state, tuple(found[:shown]), found.count()))
    return columns


def lots_of_session(session: int) -> list[Lot]:
    """The lots made in one session, as recorded. Selects the inspection."""
    return list(Lot.objects.filter(session_id=session).select_related("inspection").order_by("pk"))


def rework_open(lot: Lot) -> int:
    """Pieces of a lot whose verdict is rework and that were not reworked yet; 0 while it waits for inspection."""
    verdict = Inspection.objects.filter(lot=lot).values_list("rework", flat=True).first() or 0
    done: int = LotInput.objects.filter(input_lot=lot, lot__kind=REWORK).aggregate(n=Sum("pieces", default=0))["n"]
    return verdict - done


@dataclass(frozen=True)
class MakerLine:
    """Who made how much of a lot at which step, by card number."""

    card_number: str
    step: str
    pieces: int
    minutes: int


@dataclass(frozen=True)
class LotFile:
    """All that is known of a lot: its makers by card number, what was measured, where pieces lie and how they moved."""

    makers: tuple[MakerLine, ...]
    measurements: tuple[Measurement, ...]
    balances: tuple[StockBalance, ...]
    movements: tuple[StockMovement, ...]
    outputs: tuple[LotInput, ...]
    to_rework: int


def lot_file(lot: Lot) -> LotFile:
    """The file of one lot (seven queries)."""
    makers = LotMaker.objects.filter(lot=lot).select_related("person").order_by("person_id", "pk")
    inspection = getattr(lot, "inspection", None)
    return LotFile(
        tuple(MakerLine(row.person.card_number, row.step, row.pieces, row.minutes) for row in makers),
        tuple(Measurement.objects.filter(inspection=inspection).order_by("pk")) if inspection else (),
        tuple(StockBalance.objects.filter(lot=lot, pieces__gt=0).order_by("place")),
        tuple(StockMovement.objects.filter(lot=lot).order_by("pk")),
        tuple(LotInput.objects.filter(input_lot=lot).select_related("lot").order_by("pk")),
        rework_open(lot) if inspection and inspection.rework else 0,
    )


def usable_lots(day: date) -> list[tuple[Lot, int]]:
    """Lots with pieces in the workshop that can go into a lot of a day, the oldest first, with how many lie there."""
    balances = StockBalance.objects.filter(place="workshop", pieces__gt=0, lot__made_on__lte=day)
    return [(row.lot, row.pieces) for row in balances.select_related("lot").order_by("lot__made_on", "lot_id")]


def mergeable_lots() -> list[tuple[Lot, int]]:
    """Lots with pieces in the workshop whose product and owner another such lot has too, by product."""
    found = StockBalance.objects.filter(place="workshop", pieces__gt=0).select_related("lot")
    rows = [
        (row.lot, row.pieces) for row in found.order_by("lot__product_code", "lot__owner", "lot__made_on", "lot_id")
    ]
    keys = [(lot.product_code, lot.owner) for lot, _pieces in rows]
    return [row for row, key in zip(rows, keys, strict=True) if keys.count(key) > 1]
