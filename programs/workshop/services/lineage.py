"""Owns lots that come of other lots: split, merged, reworked, arrived from another prison; no piece is made or lost."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.library.selectors import adopted_product
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import ARRIVAL, MERGE, REWORK, SPLIT, Lot, LotInput
from programs.workshop.services.lots import MOST_PIECES, Made, enter_worked_lot, next_code
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import held_lots, move_lot

MOST_CHILDREN = 50
FEWEST_MERGED = 2


def split_lot(lot: int, *, pieces: Sequence[int], by: str) -> list[Lot]:
    """Take so many pieces for each new lot out of what lies of a lot in the workshop; the rest stays with it.

    Raises NotFound, Refused for no or too many parts or a part without pieces, Conflict when fewer lie there.
    """
    if not 0 < len(pieces) <= MOST_CHILDREN:
        rule = _("A lot is split into 1 to %(most)d new lots.") % {"most": MOST_CHILDREN}
        raise Refused(code="parts-out-of-bounds", field="pieces", value=len(pieces), rule=rule)
    with translated(REFUSALS, value=", ".join(map(str, pieces))[:80]), transaction.atomic():
        parent = held_lots([lot])[lot]
        children = []
        for count in pieces:
            child = _regrouped(SPLIT, [(parent, count)], by=by)
            children.append(child)
        record("lot.split", by=by, subject=f"lot:{lot}", lots=[child.code for child in children], pieces=list(pieces))
    return children


def merge_lots(pieces: Mapping[int, int], *, by: str) -> Lot:
    """Put pieces of several lots of one product and owner, which lie in the workshop, together as a new lot.

    `pieces` by lot. The new lot counts as made on the oldest day among them. Raises NotFound, Refused for fewer than two
    lots or for lots of several products or owners, Conflict when fewer pieces lie there.
    """
    if not FEWEST_MERGED <= len(pieces) <= MOST_CHILDREN:
        rule = _("Merge 2 to %(most)d lots.") % {"most": MOST_CHILDREN}
        raise Refused(code="parts-out-of-bounds", field="lots", value=len(pieces), rule=rule)
    with translated(REFUSALS, value=", ".join(map(str, pieces))[:80]), transaction.atomic():
        lots = held_lots(pieces)
        if len({(each.product_code, each.owner) for each in lots.values()}) > 1:
            rule = _("Only lots of the same product and the same owner can be merged.")
            products = ", ".join(sorted({each.product_code for each in lots.values()}))
            raise Refused(code="lots-differ", field="lots", value=products[:80], rule=rule)
        merged = _regrouped(MERGE, [(lots[pk], pieces[pk]) for pk in sorted(pieces)], by=by)
        record("lot.merged", by=by, subject=f"lot:{merged.pk}", lots=[each.code for each in lots.values()])
    return merged


def rework_lot(lot: int, session: int, *, makers: Sequence[Made], by: str) -> Lot:
    """Record pieces of a lot with the verdict rework as reworked in a session, by whom; a lot that is inspected itself.

    Who reworked is credited with it. Raises NotFound, Refused as `record_lot` and for a session of another programme or
    before the verdict, Conflict when fewer pieces wait for rework.
    """
    with translated(REFUSALS, value=lot), transaction.atomic():
        source, row = held_lots([lot])[lot], selectors.session(session)
        _check_rework_session(source, row)
        reworked = enter_worked_lot(row, REWORK, product=source.product_code, makers=makers, by=by, owner=source.owner)
        waiting = selectors.rework_open(source)
        if reworked.produced > waiting:
            rule = _("Only %(there)d pieces of this lot wait for rework.") % {"there": waiting}
            raise Conflict(code="rework-short", field="pieces", value=reworked.produced, rule=rule)
        LotInput.objects.create(lot=reworked, input_lot=source, pieces=reworked.produced)
        record("lot.reworked", by=by, subject=f"lot:{lot}", lot=reworked.code, pieces=reworked.produced)
    return reworked


def enter_arrival(product: str, *, pieces: int, made_on: date, origin_code: str, consignment: str, by: str) -> Lot:
    """Enter a lot that came from another prison, under a code of this one; it waits for inspection on arrival.

    Raises NotFound for a product this prison does not make, Refused for pieces out of bounds or a missing code or
    consignment, Conflict when this lot of the consignment arrived already.
    """
    if not 0 < pieces <= MOST_PIECES:
        raise Refused(code="pieces-out-of-bounds", field="pieces", value=pieces, rule=_("Pieces are 1 or more."))
    adopted = adopted_product(this_prison(), product)
    with translated(REFUSALS, value=origin_code[:30]), transaction.atomic():
        lot = Lot.objects.create(
            code=next_code(this_prison(), made_on),
            kind=ARRIVAL,
            program_code=adopted.program_code,
            product_code=product,
            made_on=made_on,
            produced=pieces,
            origin_code=origin_code[:30],
            consignment=consignment[:60],
            recorded_by=by,
        )
        record(
            "lot.arrived", by=by, subject=f"lot:{lot.pk}", origin=origin_code, consignment=consignment, pieces=pieces
        )
    return lot


def _regrouped(kind: str, parts: Sequence[tuple[Lot, int]], *, by: str) -> Lot:
    """A new lot of pieces that leave others: what leaves and what comes are movements under one reference."""
    first = min((each for each, _count in parts), key=lambda each: (each.made_on, each.pk))
    lot = Lot.objects.create(
        code=next_code(this_prison(), first.made_on),
        kind=kind,
        owner=first.owner,
        program_code=first.program_code,
        product_code=first.product_code,
        made_on=first.made_on,
        produced=max(1, sum(count for _each, count in parts)),
        recorded_by=by,
    )
    reference = selectors.regrouping(lot.pk)
    for each, count in parts:
        move_lot(each, count, "workshop", "regrouped", reference=reference, by=by)
        LotInput.objects.create(lot=lot, input_lot=each, pieces=count)
    move_lot(lot, lot.produced, "regrouped", "workshop", reference=reference, by=by)
    return lot


def _check_rework_session(source: Lot, session: selectors.Session) -> None:
    if session.program_code != source.program_code:
        rule = _("This product belongs to another programme than the session.")
        raise Refused(code="product-of-other-program", field="session", value=session.program_code, rule=rule)
    if session.day < source.made_on:
        rule = _("A lot is reworked on the day it was made or later.")
        raise Refused(code="rework-before", field="session", value=session.day.isoformat(), rule=rule)
