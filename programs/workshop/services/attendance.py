"""Owns the register: who was at a session and how long, counted into each person's week in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, Refused
from programs.people.selectors import on_list
from programs.records.refusals import translated
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import ATTENDANCE, DAY_CAP, PRESENT, Attendance, Session
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.weeks import NearCap, count_minutes

WRITTEN = ("state", "minutes", "recorded_by", "recorded_at", "version")


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
    _check_marks(marks)
    with transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is not None:
            rule = _("The session is closed; its register no longer changes.")
            raise Conflict(code="session-closed", field="session", value=session, rule=rule)
        asked = [mark.person for mark in marks]
        there = {found.person_id: found for found in Attendance.objects.filter(session=row, person__in=asked)}
        _check_versions(marks, there, by=by)
        changed = [mark for mark in marks if not _says(mark, there.get(mark.person))]
        if not changed:
            return []
        minutes = {mark.person: mark.minutes - _worked(there.get(mark.person)) for mark in changed}
        near = count_minutes(minutes, day=row.day)
        _write(_entries(row, changed, there, by=by))
        record("register.marked", by=by, subject=f"session:{session}", persons=[mark.person for mark in changed])
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


def _check_versions(marks: Sequence[Mark], there: dict[int, Attendance], *, by: str) -> None:
    stale = [mark for mark in marks if mark.version is not None and _is_stale(mark, there.get(mark.person), by=by)]
    if stale:
        rule = _("Somebody else changed these lines in the meantime. Look at them and save again.")
        raise Conflict(code="register-changed", field="marks", value=len(stale), rule=rule)


def _is_stale(mark: Mark, there: Attendance | None, *, by: str) -> bool:
    """Somebody else's newer mark says something else; an officer's own earlier tap is no rival of the next."""
    is_other = there is None or there.recorded_by != by
    return is_other and mark.version != (there.version if there else 0) and not _says(mark, there)


def _says(mark: Mark, there: Attendance | None) -> bool:
    """True when the register says already what the mark says."""
    return there is not None and (there.state, there.minutes) == (mark.state, mark.minutes)


def _worked(there: Attendance | None) -> int:
    return there.minutes if there else 0


def _entries(session: Session, marks: Sequence[Mark], there: dict[int, Attendance], *, by: str) -> list[Attendance]:
    new = [mark.person for mark in marks if mark.person not in there]
    found = on_list(session.program_code, session.day).filter(person__in=new) if new else []
    listed = {row.person_id: row for row in found}
    entries = []
    for mark in marks:
        entry = there.get(mark.person)
        if entry is None:
            if mark.person not in listed:
                rule = _("Only who is enrolled in the programme on this day can be entered.")
                raise Refused(code="not-on-list", field="person", value=mark.person, rule=rule)
            entry = Attendance(session=session, person_id=mark.person, day=session.day, version=0)
            entry.enrolment, entry.enrolment_during = listed[mark.person], listed[mark.person].during
        entry.state, entry.minutes, entry.version = mark.state, mark.minutes, entry.version + 1
        entry.recorded_by, entry.recorded_at = by, clock.now()
        entries.append(entry)
    return entries


def _write(entries: list[Attendance]) -> None:
    entries.sort(key=lambda entry: entry.person_id)
    with translated(REFUSALS, value=len(entries)):
        Attendance.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["session", "person"], update_fields=WRITTEN
        )
