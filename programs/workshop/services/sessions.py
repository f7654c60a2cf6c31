"""Owns sessions: opened with a state officer on duty, closed once the register is done; a missing tool is an incident."""

from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, jobs
from core.errors import Conflict, NotFound, Refused
from programs.library.selectors import adopted_programs
from programs.records.refusals import translated
from programs.records.selectors import this_place, this_prison
from programs.records.services import ensure_officer, record
from programs.workshop import selectors
from programs.workshop.models import Session, ToolCount
from programs.workshop.services.agreements import terms_of
from programs.workshop.services.days import check_open_day
from programs.workshop.services.incidents import open_shortage
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.terms import check_held
from programs.workshop.services.words import checked_text

LONGEST_PLACE = 60
LONGEST_REASON = 200


def open_session(
    program: str,
    *,
    place: str,
    day: date,
    starts: time,
    ends: time,
    officer: UUID,
    officer_name: str,
    by: str,
    agreement: int | None = None,
) -> Session:
    """Open a session of a program this prison runs, with a state officer on duty from `starts` to `ends`.

    Days and hours are local. For a partner it names an agreement that holds that day and covers the program. Raises
    NotFound for a program not run here or no such agreement, Refused for a day in the future or outside the agreement,
    hours that run backwards or an officer who is not of the state, Conflict when it is open already or the day closed.
    """
    _check(program, place=place.strip(), day=day)
    with translated(REFUSALS, value=f"{day} {starts:%H:%M}-{ends:%H:%M}"), transaction.atomic():
        check_open_day(day)
        on_duty = ensure_officer(officer, name=officer_name, is_state=True)
        hours = {"day": day, "starts": starts, "ends": ends}
        terms = terms_of(agreement, program=program, day=day)
        session = Session.objects.create(program_code=program, place=place.strip(), officer=on_duty, **hours, **terms)
        record("session.opened", by=by, subject=f"session:{session.pk}", program=program, officer=str(officer))
    return session


def close_session(session: int, *, by: str, reason: str = "") -> None:
    """Close the register: its minutes count from now on and no longer change. Closing again changes nothing.

    While a tool that went out is not back, it needs a `reason`, which is kept beside the tool and opens an incident.
    Raises Conflict without one, and for a cancelled session.
    """
    with translated(REFUSALS, value=session), transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is not None:
            return
        check_held(row)
        short = selectors.tools_not_back(session)
        _write_reason(row, short, reason.strip(), by=by)
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        record("session.closed", by=by, subject=f"session:{session}", short_tools=[each.tool for each in short])
        jobs.publish("workshop.period_dirty", prison=this_prison(), period=f"{row.day:%Y-%m}")


def cancel_session(session: int, *, reason: str, by: str) -> None:
    """The session is not held, for a written reason; its slot stays used, so planning does not bring it back.

    Raises Conflict when somebody is marked present, when it is closed or cancelled already, or when its day is closed.
    """
    reason = checked_text(reason, field="reason", longest=LONGEST_REASON)
    with translated(REFUSALS, value=session), transaction.atomic():
        row = selectors.session_for_change(session)
        check_open_day(row.day)
        check_held(row)
        if row.closed_at is not None:
            rule = _("The session is closed: it was held.")
            raise Conflict(code="session-closed", field="session", value=session, rule=rule)
        row.cancelled_at, row.cancelled_by, row.cancelled_reason = clock.now(), by, reason
        row.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
        record("session.cancelled", by=by, subject=f"session:{session}", reason=reason)


def restore_session(session: int, *, by: str) -> None:
    """A cancelled session is held after all. Raises Refused once its day is over, Conflict when it is not cancelled."""
    with translated(REFUSALS, value=session), transaction.atomic():
        row = selectors.session_for_change(session)
        check_open_day(row.day)
        if row.cancelled_at is None:
            raise Conflict(
                code="session-not-cancelled", field="session", value=session, rule=_("The session is not cancelled.")
            )
        if row.day < clock.today(this_place().timezone):
            rule = _("The day of this session is over: it was not held.")
            raise Refused(code="day-over", field="day", value=row.day.isoformat(), rule=rule)
        row.cancelled_at, row.cancelled_by, row.cancelled_reason = None, "", ""
        row.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
        record("session.restored", by=by, subject=f"session:{session}")


def change_officer(session: int, *, officer: UUID, officer_name: str, by: str) -> None:
    """Another state officer is on duty; only before the session begins. Raises Conflict afterwards or when cancelled."""
    with translated(REFUSALS, value=str(officer)), transaction.atomic():
        row = selectors.session_for_change(session)
        check_held(row)
        if selectors.has_begun(row):
            rule = _("The session has begun: the officer on duty no longer changes.")
            raise Conflict(code="session-begun", field="officer", value=session, rule=rule)
        row.officer = ensure_officer(officer, name=officer_name, is_state=True)
        row.save(update_fields=["officer"])
        record("session.officer", by=by, subject=f"session:{session}", officer=str(officer))


def confirm_equipment(session: int, *, by: str) -> None:
    """The protective equipment of the steps is handed out; confirmed again it changes nothing. Conflict when closed or cancelled."""
    with transaction.atomic():
        row = selectors.session_for_change(session)
        if row.equipment_at is not None:
            return
        check_held(row)
        if row.closed_at is not None:
            rule = _("The session is closed: it was held.")
            raise Conflict(code="session-closed", field="session", value=session, rule=rule)
        row.equipment_by, row.equipment_at = by, clock.now()
        row.save(update_fields=["equipment_by", "equipment_at"])
        record("session.equipment", by=by, subject=f"session:{session}")


def _write_reason(session: Session, short: list[ToolCount], reason: str, *, by: str) -> None:
    reason = checked_text(reason, field="reason", longest=LONGEST_REASON, required=False)
    for each in short:
        if not (each.note or reason):
            rule = _("%(tools)s: not all back. Count again, or write what is known before you close.")
            tools = ", ".join(f"{each.tool} ({each.missing})" for each in short)
            raise Conflict(code="tool-short", field="reason", value=tools, rule=rule % {"tools": tools})
        if reason and reason != each.note:
            each.note, each.version = reason, each.version + 1
    if short:
        incident = open_shortage(session, short, by=by)
        for each in short:
            each.incident = incident
            each.save(update_fields=["note", "version", "incident"])


def _check(program: str, *, place: str, day: date) -> None:
    here = this_place()
    check_program(program, place=place, prison=here.code)
    if day > clock.today(here.timezone):
        rule = _("A session is opened on its day or keyed in afterwards, not ahead.")
        raise Refused(code="day-ahead", field="day", value=day.isoformat(), rule=rule)


def check_program(program: str, *, place: str, prison: str) -> None:
    """Raise NotFound for a program that the prison does not run, Refused for a place without a name or too long a one."""
    if program not in {adopted.code for adopted in adopted_programs(prison)}:
        rule = _("This prison does not run a programme with this code.")
        raise NotFound(code="program-not-adopted", field="program", value=program[:80], rule=rule)
    if not place or len(place) > LONGEST_PLACE:
        rule = _("Name the place of work, with at most %(longest)d characters.") % {"longest": LONGEST_PLACE}
        raise Refused(code="text-length", field="place", value=place[:80], rule=rule)
