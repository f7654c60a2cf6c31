"""Owns writing marks into a register that the caller holds: who was there, counted into each person's week."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core import clock
from core.errors import Refused
from programs.people.selectors import on_list
from programs.records.refusals import translated
from programs.records.services import record
from programs.workshop.models import ATTENDANCE, DAY_CAP, PRESENT, Attendance, Session, WorkWeek
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.terms import CONSENTED, check_held, copy_terms, partner_consents
from programs.workshop.services.weeks import count_minutes

WRITTEN = ("state", "minutes", "recorded_by", "recorded_at", "version", *CONSENTED)


@dataclass(frozen=True)
class Mark:
    """One line of the register: a reason of product rule 3, minutes of work for who is present, else 0.

    `version` is the one the officer saw (0: none yet); left out, the mark overwrites whatever is there.
    """

    person: int
    state: str
    minutes: int = 0
    version: int | None = None


@dataclass(frozen=True)
class Entered:
    """What stands in the register now of those who were asked for, and the weeks whose minutes moved, by person."""

    rows: Mapping[int, Attendance] = field(default_factory=dict)
    weeks: Mapping[int, WorkWeek] = field(default_factory=dict)


def marked(session: Session, persons: Sequence[int]) -> dict[int, Attendance]:
    """What the register says of these people, by person. Selects the person."""
    rows = Attendance.objects.filter(session=session, person__in=persons).select_related("person")
    return {row.person_id: row for row in rows}


def check_marks(marks: Sequence[Mark]) -> None:
    """Raise Refused for a person twice, an unknown reason, or minutes that do not fit."""
    if len({mark.person for mark in marks}) != len(marks):
        rule = _("Each person stands once in the register.")
        raise Refused(code="person-twice", field="marks", value=len(marks), rule=rule)
    for mark in marks:
        check_mark(mark)


def check_mark(mark: Mark) -> None:
    """Raise Refused for an unknown reason, or minutes that do not fit."""
    if mark.state not in ATTENDANCE:
        rule = _("Choose one of the five reasons.")
        raise Refused(code="state-unknown", field="state", value=mark.state[:20], rule=rule)
    fits = 0 < mark.minutes <= DAY_CAP if mark.state == PRESENT else mark.minutes == 0
    if not fits:
        rule = _("Who is present works 1 to %(most)d minutes; who is not has none.") % {"most": DAY_CAP}
        raise Refused(code="minutes-unfit", field="minutes", value=mark.minutes, rule=rule)


def says(there: Attendance | None, mark: Mark) -> bool:
    """True when the register says already what the mark says."""
    return there is not None and (there.state, there.minutes) == (mark.state, mark.minutes)


def enter(session: Session, marks: Sequence[Mark], there: Mapping[int, Attendance], *, by: str, act: str) -> Entered:
    """Write marks into a session that is locked; what it says already is left. Notes the `act` in the audit.

    Raises Refused for who is not on the list or has not consented to work for the session's partner, Conflict for a
    cancelled session, CapPassed for hours past a cap; the transaction ends with either.
    """
    changed = [mark for mark in marks if not says(there.get(mark.person), mark)]
    if not changed:
        return Entered(there)
    check_held(session)
    entries = _entries(session, changed, there, by=by)
    minutes = {mark.person: mark.minutes - _worked(there.get(mark.person)) for mark in changed}
    weeks = count_minutes(minutes, day=session.day)
    _write(list(entries.values()))
    record(act, by=by, subject=f"session:{session.pk}", persons=[mark.person for mark in changed])
    return Entered({**there, **entries}, weeks)


def _worked(there: Attendance | None) -> int:
    return there.minutes if there else 0


def _entries(
    session: Session, marks: Sequence[Mark], there: Mapping[int, Attendance], *, by: str
) -> dict[int, Attendance]:
    new = [mark.person for mark in marks if mark.person not in there]
    found = on_list(session.program_code, session.day).filter(person__in=new) if new else []
    listed = {row.person_id: row for row in found}
    consents = partner_consents(session, [mark.person for mark in marks if mark.state == PRESENT])
    entries = {}
    for mark in marks:
        entry = copy(there.get(mark.person))
        if entry is None:
            if mark.person not in listed:
                rule = _("Only who is enrolled in the programme on this day can be entered.")
                raise Refused(code="not-on-list", field="person", value=mark.person, rule=rule)
            enrolment = listed[mark.person]
            entry = Attendance(session=session, person=enrolment.person, day=session.day, version=0)
            entry.enrolment, entry.enrolment_during = enrolment, enrolment.during
        entry.state, entry.minutes, entry.version = mark.state, mark.minutes, entry.version + 1
        entry.recorded_by, entry.recorded_at = by, clock.now()
        copy_terms(entry, session, consents)
        entries[mark.person] = entry
    return entries


def _write(entries: list[Attendance]) -> None:
    entries.sort(key=lambda entry: entry.person_id)
    with translated(REFUSALS, value=len(entries)):
        Attendance.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["session", "person"], update_fields=WRITTEN
        )
