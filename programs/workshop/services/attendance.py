"""Owns the register: who was at a session and how long, counted into each person's week in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, Refused
from programs.people.selectors import on_list
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import ATTENDANCE, PRESENT, Attendance, Session
from programs.workshop.services.weeks import NearCap, count_minutes

DAY_CAP = 420


@dataclass(frozen=True)
class Mark:
    """One line of the register: a reason of product rule 3, minutes of work for who is present, else 0.

    `version` is the one the officer saw (0: none yet); left out, the mark overwrites whatever is there.
    """

    person: int
    state: str
    minutes: int = 0
    version: int | None = None


def mark_attendance(session: int, *, marks: Sequence[Mark], by: str) -> list[NearCap]:
    """Enter or correct marks of an open session, all or none; returns who is past 80 % of a cap of hours.

    Raises Refused for an unknown reason, minutes that do not fit, who is not on the list, and (by the database) more
    than 7 hours a day, 40 a week or a seventh day; Conflict when the session is closed or a mark changed in between.
    """
    marks = sorted(marks, key=lambda mark: mark.person)
    _check_marks(marks)
    # the caps are translated inside count_minutes, which knows whose week is full; the transaction fails as a whole
    with transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is not None:
            rule = _("The session is closed; its register no longer changes.")
            raise Conflict(code="session-closed", field="session", value=session, rule=rule)
        before = {found.person_id: found for found in Attendance.objects.filter(session=row)}
        _check_versions(marks, before)
        entries = _entries(row, marks, before, by=by)
        changes = {each.person_id: each.minutes - _minutes(before.get(each.person_id)) for each in entries}
        near = count_minutes(changes, day=row.day)
        _write(entries)
        record("register.marked", by=by, subject=f"session:{session}", persons=[each.person_id for each in entries])
    return near


def _check_marks(marks: Sequence[Mark]) -> None:
    if len({mark.person for mark in marks}) != len(marks):
        rule = _("Each person stands once in the register.")
        raise Refused(code="person-twice", field="marks", value=len(marks), rule=rule)
    for mark in marks:
        if mark.state not in ATTENDANCE:
            rule = _("Choose one of the five reasons.")
            raise Refused(code="state-unknown", field="state", value=mark.state[:20], rule=rule)
        fits = 0 < mark.minutes <= DAY_CAP if mark.state == PRESENT else mark.minutes == 0
        if not fits:
            rule = _("Who is present works 1 to %(most)d minutes; who is not has none.") % {"most": DAY_CAP}
            raise Refused(code="minutes-unfit", field="minutes", value=mark.minutes, rule=rule)


def _check_versions(marks: Sequence[Mark], before: dict[int, Attendance]) -> None:
    stale = [mark for mark in marks if mark.version is not None and _is_stale(mark, before.get(mark.person))]
    if stale:
        rule = _("Somebody else changed these lines in the meantime. Look at them and save again.")
        raise Conflict(code="register-changed", field="marks", value=len(stale), rule=rule)


def _is_stale(mark: Mark, there: Attendance | None) -> bool:
    if there is None:
        return mark.version != 0
    return mark.version != there.version and (mark.state, mark.minutes) != (there.state, there.minutes)


def _entries(session: Session, marks: Sequence[Mark], before: dict[int, Attendance], *, by: str) -> list[Attendance]:
    listed = {row.person_id: row for row in on_list(session.program_code, session.day)}
    entries = []
    for mark in marks:
        there, enrolment = before.get(mark.person), listed.get(mark.person)
        if there is not None and (there.state, there.minutes) == (mark.state, mark.minutes):
            continue
        if there is None and enrolment is None:
            rule = _("Only who is enrolled in the program on this day can be entered.")
            raise Refused(code="not-on-list", field="person", value=mark.person, rule=rule)
        entry = there or Attendance(session=session, person_id=mark.person, day=session.day, version=0)
        if there is None and enrolment is not None:
            entry.enrolment, entry.enrolment_during = enrolment, enrolment.during
        entries.append(_set(entry, mark, by=by))
    return entries


def _set(entry: Attendance, mark: Mark, *, by: str) -> Attendance:
    entry_minutes_before = entry.minutes if entry.pk else 0
    entry.state, entry.minutes = mark.state, mark.minutes
    entry.recorded_by, entry.recorded_at = by, clock.now()
    entry.version += 1
    entry.minutes_before = entry_minutes_before
    return entry
