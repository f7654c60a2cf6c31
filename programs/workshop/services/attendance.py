"""Owns keeping the register of an open session: many marks at once or one tap, all or none, never over a newer one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from programs.workshop import selectors
from programs.workshop.models import Attendance, Session
from programs.workshop.services.entering import Entered, Mark, check_marks, enter, marked, says
from programs.workshop.services.weeks import NearCap, caps_told, near_caps


def mark_attendance(session: int, *, marks: Sequence[Mark], by: str) -> list[NearCap]:
    """Enter or correct marks of an open session, all or none; returns who is past 80 % of a cap of hours.

    Raises Refused for an unknown reason, minutes that do not fit, who is not on the list, and (by the database) more
    than 7 hours a day, 40 a week or a seventh day; Conflict when the session is closed or a mark changed in between.
    """
    row, entered = _entered(session, marks, by=by)
    named = {person: entry.person.card_number for person, entry in entered.rows.items()}
    return near_caps(entered.weeks, named, day=row.day)


@dataclass(frozen=True)
class Tapped:
    """One person's row of the register as it is now, and the session."""

    session: Session
    row: selectors.RegisterRow


def tap(session: int, mark: Mark, *, by: str) -> Tapped:
    """Enter one mark of an open session and return its row as it is now; raises as `mark_attendance` does."""
    held, entered = _entered(session, [mark], by=by)
    return Tapped(held, selectors.row_of(entered.rows[mark.person], entered.weeks.get(mark.person), day=held.day))


def _entered(session: int, marks: Sequence[Mark], *, by: str) -> tuple[Session, Entered]:
    check_marks(marks)
    with caps_told(), transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is not None:
            raise closed(session)
        there = marked(row, [mark.person for mark in marks])
        _check_versions(marks, there, by=by)
        return row, enter(row, marks, there, by=by, act="register.marked")


def closed(session: int) -> Conflict:
    """Why a closed register takes no marks, and what can be done."""
    rule = _("The session is closed; its register no longer changes. The head or a verifier corrects it with a reason.")
    return Conflict(code="session-closed", field="session", value=session, rule=rule)


def _check_versions(marks: Sequence[Mark], there: dict[int, Attendance], *, by: str) -> None:
    stale = [mark for mark in marks if mark.version is not None and _is_stale(mark, there.get(mark.person), by=by)]
    if stale:
        rule = _("Somebody else changed these lines in the meantime. Look at them and save again.")
        raise Conflict(code="register-changed", field="marks", value=len(stale), rule=rule)


def _is_stale(mark: Mark, there: Attendance | None, *, by: str) -> bool:
    """Somebody else's newer mark says something else; an officer's own earlier tap is no rival of the next."""
    is_other = there is None or there.recorded_by != by
    return is_other and mark.version != (there.version if there else 0) and not says(there, mark)
