"""Owns counting tools out and in at a session: never more back than went out, every count by a named officer."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import Session, ToolCount
from programs.workshop.services.refusals import REFUSALS

MOST_TOOLS = 999
LONGEST_NOTE = 200


def count_tools_out(
    session: int, *, pieces: Mapping[str, int], by: str, versions: Mapping[str, int] | None = None
) -> None:
    """Enter how many of each tool went out; may be corrected until the session is closed.

    Raises NotFound for a tool that the program's steps do not name, Refused for a number that is not 0 to 999 or lower
    than what is back, Conflict when the session is closed or a count changed since the `versions` that were seen.
    """
    _check(pieces)
    with translated(REFUSALS, value=", ".join(pieces)[:80]), transaction.atomic():
        row = selectors.session_for_change(session)
        _check_open(row)
        _check_named(row, pieces)
        there = _held(row)
        _check_versions(there, versions)
        for tool, count in pieces.items():
            found = there.get(tool)
            if found is None:
                ToolCount.objects.create(session=row, tool=tool, out_pieces=count, out_by=by)
            elif found.out_pieces != count:
                found.out_pieces, found.out_by, found.out_at = count, by, clock.now()
                found.version += 1
                found.save(update_fields=["out_pieces", "out_by", "out_at", "version"])
        record("tools.out", by=by, subject=f"session:{session}", tools=len(pieces), pieces=sum(pieces.values()))


def count_tools_in(
    session: int,
    *,
    pieces: Mapping[str, int],
    by: str,
    notes: Mapping[str, str] | None = None,
    versions: Mapping[str, int] | None = None,
) -> None:
    """Enter how many of each tool came back, and what is known of the missing ones.

    After the session is closed a count only rises, for a tool that was found; what was written then stays. Raises
    NotFound for a tool that never went out, Refused for more than went out, Conflict like `count_tools_out`.
    """
    _check(pieces)
    said = notes or {}
    with translated(REFUSALS, value=", ".join(pieces)[:80]), transaction.atomic():
        row = selectors.session_for_change(session)
        there = _held(row)
        _check_versions(there, versions)
        for tool, count in pieces.items():
            found = _gone_out(there, tool)
            note = said.get(tool, "").strip() or found.note
            if (count, note) != (found.in_pieces, found.note):
                _count_in(found, count, note, is_closed=row.closed_at is not None, by=by)
        record("tools.in", by=by, subject=f"session:{session}", tools=len(pieces), pieces=sum(pieces.values()))


def _count_in(found: ToolCount, count: int, note: str, *, is_closed: bool, by: str) -> None:
    if is_closed and count < (found.in_pieces or 0):
        rule = _("The session is closed: a tool that was counted in stays counted in.")
        raise Conflict(code="session-closed", field=found.tool, value=count, rule=rule)
    if len(note) > LONGEST_NOTE:
        rule = _("Write at most %(longest)d characters.") % {"longest": LONGEST_NOTE}
        raise Refused(code="text-length", field=found.tool, value=len(note), rule=rule)
    if count > found.out_pieces:
        rule = _("At most as many come back as went out: %(out)d.") % {"out": found.out_pieces}
        raise Refused(code="tool-more-in", field=found.tool, value=count, rule=rule)
    found.in_pieces, found.in_by, found.in_at, found.note = count, by, clock.now(), note
    found.version += 1
    found.save(update_fields=["in_pieces", "in_by", "in_at", "note", "version"])


def _held(session: Session) -> dict[str, ToolCount]:
    return {row.tool: row for row in ToolCount.objects.filter(session=session)}


def _gone_out(there: Mapping[str, ToolCount], tool: str) -> ToolCount:
    if tool not in there:
        rule = _("This tool did not go out: count it out first.")
        raise NotFound(code="tool-not-out", field="tool", value=tool[:60], rule=rule)
    return there[tool]


def _check(pieces: Mapping[str, int]) -> None:
    for tool, count in pieces.items():
        if not 0 <= count <= MOST_TOOLS:
            rule = _("Tools are counted from 0 to %(most)d.") % {"most": MOST_TOOLS}
            raise Refused(code="tools-out-of-bounds", field=tool, value=count, rule=rule)


def _check_open(session: Session) -> None:
    if session.closed_at is not None:
        rule = _("The session is closed: no tool goes out any more.")
        raise Conflict(code="session-closed", field="session", value=session.pk, rule=rule)


def _check_named(session: Session, pieces: Mapping[str, int]) -> None:
    named = selectors.tool_titles(this_prison(), session.program_code)
    for tool in pieces:
        if tool not in named:
            rule = _("The steps of this programme name no such tool.")
            raise NotFound(code="tool-unknown", field="tool", value=tool[:60], rule=rule)


def _check_versions(there: Mapping[str, ToolCount], seen: Mapping[str, int] | None) -> None:
    changed = [tool for tool, number in (seen or {}).items() if number != (there[tool].version if tool in there else 0)]
    if changed:
        rule = _("Somebody else counted in the meantime. Look at the numbers and save again.")
        raise Conflict(code="tools-changed", field="tools", value=", ".join(changed)[:80], rule=rule)
