"""Owns putting a closed register right: the mark, the hours of the week and the dated entry in one transaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Conflict, Refused
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.workshop import selectors
from programs.workshop.models import AttendanceCorrection
from programs.workshop.services.entering import Mark, check_mark, enter, marked
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.weeks import caps_told

LONGEST_REASON = 300


def correct_attendance(
    session: int, person: int, *, state: str, minutes: int, reason: str, by: str
) -> AttendanceCorrection:
    """Put one mark of a closed session right, or enter who was left out; what was there stays readable as an entry.

    Raises Conflict while the session is open, Refused for an unknown reason, minutes that do not fit or pass a cap, no
    word why, nothing that changes, who was not on the list, and who made pieces there and would no longer be present.
    The month's figures are computed anew.
    """
    mark = Mark(person, state, minutes)
    check_mark(mark)
    reason = _checked(reason)
    with translated(REFUSALS, value=session), caps_told(), transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is None:
            rule = _("The session is open: change the mark on the register itself. Only a closed one is corrected.")
            raise Conflict(code="session-open", field="session", value=session, rule=rule)
        there = marked(row, [person])
        old = (there[person].state, there[person].minutes) if person in there else ("", 0)
        if old == (state, minutes):
            rule = _("This is what the register says already.")
            raise Refused(code="correction-same", field="state", value=state, rule=rule)
        enter(row, [mark], there, by=by, act="register.corrected")
        jobs.publish("workshop.period_dirty", prison=this_prison(), period=f"{row.day:%Y-%m}")
        return AttendanceCorrection.objects.create(
            session=row,
            person_id=person,
            old_state=old[0],
            old_minutes=old[1],
            new_state=state,
            new_minutes=minutes,
            reason=reason,
            by=by,
        )


def _checked(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        rule = _("Write why the register is corrected.")
        raise Refused(code="reason-missing", field="reason", value="", rule=rule)
    if len(reason) > LONGEST_REASON:
        rule = _("Write at most %(longest)d characters.") % {"longest": LONGEST_REASON}
        raise Refused(code="text-length", field="reason", value=len(reason), rule=rule)
    return reason
