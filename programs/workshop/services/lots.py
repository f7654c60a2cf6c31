"""Owns lots: recorded with their makers, inspected once by another person; what is accepted becomes stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Refused
from programs.library.selectors import adopted_product
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import DAY_CAP, PRESENT, Attendance, Inspection, Lot, LotMaker, Session
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import put_in_stock

MOST_PIECES = 1_000_000


@dataclass(frozen=True)
class Made:
    """What one person made of a lot: pieces, and the minutes it took."""

    person: int
    pieces: int
    minutes: int = 0


def record_lot(session: int, *, product: str, makers: Sequence[Made], by: str) -> Lot:
    """Record pieces of one product made in a session, by whom; the lot waits for inspection by another person.

    Raises NotFound for a product this prison does not make, Refused for one of another program, without makers, with
    pieces or minutes out of bounds, and for a maker who was not present at the session.
    """
    produced = _checked_pieces(makers)
    prison = this_prison()
    with translated(REFUSALS, value=product[:40]), transaction.atomic():
        row = selectors.session(session)
        _check_product(prison, product, row)
        _check_presence(row, makers)
        lot = Lot.objects.create(
            code=_next_code(prison, row.day),
            session=row,
            program_code=row.program_code,
            product_code=product,
            made_on=row.day,
            produced=produced,
            recorded_by=by,
        )
        LotMaker.objects.bulk_create(
            LotMaker(lot=lot, session=row, person_id=made.person, pieces=made.pieces, minutes=made.minutes)
            for made in makers
        )
        record("lot.recorded", by=by, subject=f"lot:{lot.pk}", product=product, produced=produced)
    return lot


def inspect_lot(lot: int, *, accepted: int, rejected: int, rework: int = 0, by: str) -> Inspection:
    """Give the verdict on a lot, once; accepted pieces enter the workshop's stock and others hear of it.

    Raises NotFound, Refused when the three do not sum to the lot or `by` recorded it, Conflict when it is inspected.
    """
    for name, pieces in (("accepted", accepted), ("rejected", rejected), ("rework", rework)):
        if not 0 <= pieces <= MOST_PIECES:
            raise Refused(code="pieces-out-of-bounds", field=name, value=pieces, rule=_("Pieces are 0 or more."))
    with translated(REFUSALS, value=f"{accepted} + {rejected} + {rework}"), transaction.atomic():
        row = selectors.lot_for_change(lot)
        inspection = Inspection.objects.create(
            lot=row,
            produced=row.produced,
            recorded_by=row.recorded_by,
            accepted=accepted,
            rejected=rejected,
            rework=rework,
            inspected_by=by,
        )
        record("lot.inspected", by=by, subject=f"lot:{lot}", accepted=accepted, rejected=rejected, rework=rework)
        prison = this_prison()
        if accepted:
            put_in_stock(row, accepted, reference=f"inspection:{lot}", by=by)
            jobs.publish("workshop.lot_accepted", prison=prison, lot=lot)
        jobs.publish("workshop.period_dirty", prison=prison, period=f"{row.made_on:%Y-%m}")
    return inspection


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
    return sum(made.pieces for made in makers)


def _check_product(prison: str, product: str, session: Session) -> None:
    if adopted_product(prison, product).program_code != session.program_code:
        rule = _("This product belongs to another programme than the session.")
        raise Refused(code="product-of-other-program", field="product", value=product[:40], rule=rule)


def _check_presence(session: Session, makers: Sequence[Made]) -> None:
    """Who was not present is refused by the database too; here the minutes are compared as well."""
    present = dict(
        Attendance.objects.filter(session=session, state=PRESENT).values_list("person_id", "minutes").order_by()
    )
    for made in makers:
        if made.person not in present:
            refusal = REFUSALS["workshop_maker_attended_gate"]
            raise Refused(code=refusal.code, field=refusal.field, value=made.person, rule=str(refusal.rule))
        if made.minutes > present[made.person]:
            rule = _("A maker cannot work longer on a lot than at the session.")
            raise Refused(code="minutes-unfit", field="minutes", value=made.minutes, rule=rule)


def _next_code(prison: str, day: date) -> str:
    """The next free code of the day: IDM-261124-01. Held until the transaction ends, so that no two lots share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"workshop.lots/{prison}/{day}"])
    return f"{prison}-{day:%y%m%d}-{Lot.objects.filter(made_on=day).count() + 1:02d}"
