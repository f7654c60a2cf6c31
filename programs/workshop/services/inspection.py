"""Owns the verdict on a lot: once, by another person than who recorded it; what is accepted becomes stock."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Refused
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import Inspection
from programs.workshop.services.lots import MOST_PIECES
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import put_in_stock


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
