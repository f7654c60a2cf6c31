"""Owns lots made in a session: recorded with who made them and what went into them; another person inspects them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from programs.library.selectors import adopted_product
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import DAY_CAP, MADE, PRESENT, Attendance, Lot, LotInput, LotMaker, Session
from programs.workshop.services.days import check_open_day
from programs.workshop.services.materials import take_into_lot
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import held_lots, move_lot

MOST_PIECES = 1_000_000


@dataclass(frozen=True)
class Made:
    """What one person made of a lot: pieces, the minutes it took, and at which step if steps are told apart."""

    person: int
    pieces: int
    minutes: int = 0
    step: str = ""


@dataclass(frozen=True)
class Input:
    """What went into a lot: pieces of a lot that lay in the workshop, or a quantity of a material."""

    lot: int | None = None
    pieces: int | None = None
    material: int | None = None
    quantity: Decimal | None = None


def record_lot(session: int, *, product: str, makers: Sequence[Made], by: str, inputs: Sequence[Input] = ()) -> Lot:
    """Record pieces of one product made in a session, by whom and of what; another person then inspects the lot.

    What went in leaves the stock and the materials with it. A lot made for a
    partner under a maklon agreement, or with something of a partner in it, is the partner's.
    Raises NotFound for a product this prison does not make or an unknown input, Refused for one of another program,
    without makers, with pieces or minutes out of bounds, for a maker who was not present at the session, and for inputs
    that are not one thing with an amount; Conflict when less of an input is there.
    """
    with translated(REFUSALS, value=product[:40]), transaction.atomic():
        row = selectors.session(session)
        _check_product(this_prison(), product, row)
        owner = "partner" if _is_of_partner(row, inputs) else "own"
        lot = enter_worked_lot(row, MADE, product=product, makers=makers, by=by, owner=owner)
        _put_in(lot, inputs, by=by)
        record("lot.recorded", by=by, subject=f"lot:{lot.pk}", product=product, produced=lot.produced)
    return lot


def enter_worked_lot(
    session: Session, kind: str, *, product: str, makers: Sequence[Made], by: str, owner: str = "own"
) -> Lot:
    """A lot that people of a session made or reworked, with its makers; the caller's transaction. Refused as `record_lot`."""
    produced = _checked_pieces(makers)
    check_open_day(session.day)
    _check_steps(session, makers)
    _check_presence(session, makers)
    lot = Lot.objects.create(
        code=next_code(this_prison(), session.day),
        kind=kind,
        owner=owner,
        session=session,
        program_code=session.program_code,
        product_code=product,
        made_on=session.day,
        produced=produced,
        recorded_by=by,
    )
    LotMaker.objects.bulk_create(
        LotMaker(
            lot=lot, session=session, person_id=made.person, step=made.step, pieces=made.pieces, minutes=made.minutes
        )
        for made in makers
    )
    return lot


def _is_of_partner(session: Session, inputs: Sequence[Input]) -> bool:
    """Work for wages on a partner's order (maklon), or with something of a partner in it."""
    if session.agreement is not None and session.agreement.kind == "maklon":
        return True
    lots, materials = [each.lot for each in inputs], [each.material for each in inputs]
    of_lots = Lot.objects.filter(pk__in=[pk for pk in lots if pk is not None], owner="partner").exists()
    return of_lots or selectors.partner_materials([pk for pk in materials if pk is not None])


def _put_in(lot: Lot, inputs: Sequence[Input], *, by: str) -> None:
    """Lots first and by number, then materials by number: two who record at once never wait for each other."""
    for each in inputs:
        if [each.lot is None, each.material is None] != [each.pieces is None, each.quantity is None] or not (
            (each.lot is None) ^ (each.material is None)
        ):
            refusal = REFUSALS["workshop_input_one"]
            raise Refused(code=refusal.code, field=refusal.field, value=each.lot, rule=str(refusal.rule))
    held = held_lots(each.lot for each in inputs if each.lot is not None)
    for number, source in held.items():
        pieces = sum(each.pieces or 0 for each in inputs if each.lot == number)
        move_lot(source, pieces, "workshop", "used", reference=f"input:{lot.pk}", by=by)
        LotInput.objects.create(lot=lot, input_lot=source, pieces=pieces)
    for each in sorted(inputs, key=lambda entry: entry.material or 0):
        if each.material is not None and each.quantity is not None:
            take_into_lot(lot, each.material, each.quantity, by=by)


def _checked_pieces(makers: Sequence[Made]) -> int:
    for made in makers:
        if not 0 < made.pieces <= MOST_PIECES:
            rule = _("Each maker made at least one piece, and at most %(most)d.") % {"most": MOST_PIECES}
            raise Refused(code="pieces-out-of-bounds", field="pieces", value=made.pieces, rule=rule)
        if not 0 <= made.minutes <= DAY_CAP:
            rule = _("A maker's minutes are 0 to %(most)d.") % {"most": DAY_CAP}
            raise Refused(code="minutes-unfit", field="minutes", value=made.minutes, rule=rule)
    if not makers:
        rule = _("A lot has at least one maker.")
        raise Refused(code="makers-missing", field="makers", value=0, rule=rule)
    by_step: Counter[str] = Counter()
    for made in makers:
        by_step[made.step] += made.pieces
    return max(by_step.values())


def _check_steps(session: Session, makers: Sequence[Made]) -> None:
    """Each maker names a step of the programme, or none does."""
    named = {made.step for made in makers}
    if named == {""}:
        return
    known = selectors.step_titles(this_prison(), session.program_code)
    unknown = sorted(named - known.keys())
    if unknown:
        rule = _("Name a step of this programme for each maker, or for none.")
        raise Refused(code="step-unknown", field="step", value=unknown[0][:40], rule=rule)


def _check_product(prison: str, product: str, session: Session) -> None:
    if adopted_product(prison, product).program_code != session.program_code:
        rule = _("This product belongs to another programme than the session.")
        raise Refused(code="product-of-other-program", field="product", value=product[:40], rule=rule)


def _check_presence(session: Session, makers: Sequence[Made]) -> None:
    """Who was not present is refused by the database too; here the minutes are compared as well."""
    present = dict(
        Attendance.objects.filter(session=session, state=PRESENT).values_list("person_id", "minutes").order_by()
    )
    minutes: Counter[int] = Counter()
    for made in makers:
        minutes[made.person] += made.minutes
        if made.person not in present:
            refusal = REFUSALS["workshop_maker_attended_gate"]
            raise Refused(code=refusal.code, field=refusal.field, value=made.person, rule=str(refusal.rule))
        if minutes[made.person] > present[made.person]:
            rule = _("A maker cannot work longer on a lot than at the session.")
            raise Refused(code="minutes-unfit", field="minutes", value=minutes[made.person], rule=rule)


def next_code(prison: str, day: date) -> str:
    """The next free code of the day: IDM-261124-01. Held until the transaction ends, so that no two lots share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"workshop.lots/{prison}/{day}"])
    return f"{prison}-{day:%y%m%d}-{Lot.objects.filter(made_on=day).count() + 1:02d}"
