"""Owns where the pieces of a lot come from: through splits and merges back to the lots that somebody made here.

The pieces of a split or merged lot lie in the order in which they came; those that leave first are the first of them.
Each departure therefore stands for certain pieces of the lots behind it, and no piece is counted for two of them.
"""

from dataclasses import dataclass

from django.db.models import Sum

from programs.workshop.models import PLACES, Lot, LotInput, StockMovement


def origins(lot: int, pieces: int, *, reference: str) -> list[tuple[int, int]]:
    """The lots, with pieces, behind `pieces` of a lot that left it under `reference`; the lot itself if it was made here.

    Sums to `pieces`. A split lot leads to the lot it was split from, a merged one to those merged, however often.
    """
    found: dict[int, int] = {}
    for source, count in _behind(lot, _left_before(lot, reference), pieces):
        found[source] = found.get(source, 0) + count
    return list(found.items())


def _behind(lot: int, start: int, pieces: int) -> list[tuple[int, int]]:
    """The pieces from `start` on; what is beyond the last input (found at a count) is taken for its pieces."""
    kind = Lot.objects.values_list("kind", flat=True).get(pk=lot)
    inputs = list(LotInput.objects.filter(lot=lot, input_lot__isnull=False).order_by("pk"))
    if kind not in {"split", "merge"} or not inputs:
        return [(lot, pieces)]
    found: list[tuple[int, int]] = []
    first = 0
    for each in inputs:
        last = first + (each.pieces or 0) if each is not inputs[-1] else max(first, start) + pieces
        begin, end = max(start, first), min(start + pieces, last)
        if end > begin and each.input_lot_id is not None:
            before = _left_before(each.input_lot_id, regrouping(lot))
            found += _behind(each.input_lot_id, before + begin - first, end - begin)
        first = last
    return found


def regrouping(lot: int) -> str:
    """The reference under which pieces leave a lot for the split or merged lot."""
    return f"regroup:{lot}"


def _left_before(lot: int, reference: str) -> int:
    """How many pieces had left a lot for good before those of `reference` did."""
    left = StockMovement.objects.filter(lot=lot).exclude(to_place__in=PLACES)
    mine = left.filter(reference=reference).order_by("pk").values_list("pk", flat=True).first()
    if mine is not None:
        left = left.filter(pk__lt=mine)
    total: int = left.aggregate(pieces=Sum("pieces", default=0))["pieces"]
    return total


@dataclass(frozen=True)
class Source:
    """One entry of a lot's tree: a lot with pieces, or a material with a quantity in its unit; what went into it below."""

    code: str
    title: str
    amount: str
    unit: str
    kind: str
    lot: int | None = None
    material: int | None = None
    sources: tuple["Source", ...] = ()


def provenance(lot: Lot) -> Source:
    """The tree of what went into a lot, as deep as it goes (one query a level); a lot in two branches stands in both."""
    inputs = _inputs_below(lot.pk)
    return _source(lot, lot.produced, inputs)


def _inputs_below(lot: int) -> dict[int, list[LotInput]]:
    found: dict[int, list[LotInput]] = {}
    level = [lot]
    while level:
        rows = LotInput.objects.filter(lot__in=level).select_related("input_lot", "material").order_by("pk")
        found |= {pk: [] for pk in level}
        for row in rows:
            found[row.lot_id].append(row)
        below = {row.input_lot_id for row in rows if row.input_lot_id is not None}
        level = sorted(below - found.keys())
    return found


def _source(lot: Lot, pieces: int, inputs: dict[int, list[LotInput]]) -> Source:
    below = tuple(
        _source(row.input_lot, row.pieces or 0, inputs) if row.input_lot is not None else _material(row)
        for row in inputs[lot.pk]
    )
    return Source(lot.code, lot.product_code, str(pieces), "", lot.kind, lot=lot.pk, sources=below)


def _material(row: LotInput) -> Source:
    assert row.material is not None  # noqa: S101 - workshop_input_one: one of the two is there
    quantity = f"{row.quantity:f}".rstrip("0").rstrip(".") if row.quantity else "0"
    kind = f"material-{row.material.owner}"
    return Source(
        row.material.code, row.material.material_code, quantity, row.material.unit, kind, material=row.material.pk
    )
