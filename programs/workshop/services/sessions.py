"""Owns sessions: opened with a state officer on duty, closed once the register is done."""

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
from programs.workshop.services.refusals import REFUSALS

LONGEST_PLACE = 60
LONGEST_REASON = 200


def open_session(
    program: str, *, place: str, day: date, starts: time, ends: time, officer: UUID, officer_name: str, by: str
) -> Session:
    """Open a session of a program this prison runs, with a state officer on duty from `starts` to `ends`.

    Days and hours are local. Raises NotFound for a program not run here, Refused for a day in the future, hours that
    run backwards or an officer who is not of the state, Conflict when the session is open already.
    """
    _check(program, place=place.strip(), day=day)
    with translated(REFUSALS, value=f"{day} {starts:%H:%M}-{ends:%H:%M}"), transaction.atomic():
        on_duty = ensure_officer(officer, name=officer_name, is_state=True)
        session = Session.objects.create(
            program_code=program, place=place.strip(), day=day, starts=starts, ends=ends, officer=on_duty
        )
        record("session.opened", by=by, subject=f"session:{session.pk}", program=program, officer=str(officer))
    return session


def close_session(session: int, *, by: str, reason: str = "") -> None:
    """Close the register: its minutes count from now on and no longer change. Closing again changes nothing.

    While a tool that went out is not back, it needs a `reason`, which is kept beside the tool; Conflict without one.
    """
    with translated(REFUSALS, value=session), transaction.atomic():
        row = selectors.session_for_change(session)
        if row.closed_at is not None:
            return
        short = selectors.tools_not_back(session)
        _write_reason(short, reason.strip())
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        record("session.closed", by=by, subject=f"session:{session}", short_tools=[each.tool for each in short])
        jobs.publish("workshop.period_dirty", prison=this_prison(), period=f"{row.day:%Y-%m}")


def _write_reason(short: list[ToolCount], reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        rule = _("Write at most %(longest)d characters.") % {"longest": LONGEST_REASON}
        raise Refused(code="text-length", field="reason", value=len(reason), rule=rule)
    for each in short:
        if not (each.note or reason):
            rule = _("%(tools)s: not all back. Count again, or write what is known before you close.")
            tools = ", ".join(f"{each.tool} ({each.missing})" for each in short)
            raise Conflict(code="tool-short", field="reason", value=tools, rule=rule % {"tools": tools})
        if reason and reason != each.note:
            each.note, each.version = reason, each.version + 1
            each.save(update_fields=["note", "version"])


def _check(program: str, *, place: str, day: date) -> None:
    here = this_place()
    if program not in {adopted.code for adopted in adopted_programs(here.code)}:
        rule = _("This prison does not run a programme with this code.")
        raise NotFound(code="program-not-adopted", field="program", value=program[:80], rule=rule)
    if not place or len(place) > LONGEST_PLACE:
        rule = _("Name the place of work, with at most %(longest)d characters.") % {"longest": LONGEST_PLACE}
        raise Refused(code="text-length", field="place", value=place[:80], rule=rule)
    if day > clock.today(here.timezone):
        rule = _("A session is opened on its day or keyed in afterwards, not ahead.")
        raise Refused(code="day-ahead", field="day", value=day.isoformat(), rule=rule)
