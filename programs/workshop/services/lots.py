"""Owns lots made in a session: recorded with who made them and what went into them; another person inspects them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from programs.library.selectors import adopted_product
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import DAY_CAP, MADE, PRESENT, Attendance, Lot, LotMaker, Session
from programs.workshop.services.days import check_open_day
from programs.workshop.services.refusals import REFUSALS

MOST_PIECES = 1_000_000


@dataclass(frozen=True)
class Made:
    """What one person made of a lot: pieces, the minutes it took, and at which step if steps are told apart."""

    person: int
    pieces: int
    minutes: int = 0
    step: str = ""


def record_lot(session: int, *, product: str, makers: Sequence[Made], by: str) -> Lot:
    """Record pieces of one product made in a session, by whom; the lot waits for inspection by another person.

    Raises NotFound for a product this prison does not make, Refused for one of another program, without makers, with
    pieces or minutes out of bounds, and for a maker who was not present at the session.
    """
    with translated(REFUSALS, value=product[:40]), transaction.atomic():
        row = selectors.session(session)
        check_open_day(row.day)
        _check_product(this_prison(), product, row)
        lot = enter_worked_lot(row, MADE, product=product, makers=makers, by=by)
        record("lot.recorded", by=by, subject=f"lot:{lot.pk}", product=product, produced=lot.produced)
    return lot


def enter_worked_lot(
    session: Session, kind: str, *, product: str, makers: Sequence[Made], by: str, owner: str = "own"
) -> Lot:
    """A lot that people of a session made or reworked, with its makers; the caller's transaction. Refused as `record_lot`."""
    produced = _checked_pieces(makers)
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
