"""Owns the lines of a session's tools as a page shows and sends them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from programs.workshop.selectors import ToolRow

_NUMBER = re.compile(r"[0-9]{1,3}")
_VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class ToolLine:
    """One tool as the page shows it: the row, and what is typed on it."""

    row: ToolRow
    out: str
    back: str
    note: str
    seen: int | None = None
    error: str = ""


def stored_tools(rows: Iterable[ToolRow]) -> list[ToolLine]:
    """The lines as they are stored."""
    return [ToolLine(row, _shown(row.out), _shown(row.back), row.note) for row in rows]


def posted_tools(rows: Iterable[ToolRow], posted: Mapping[str, str], *, act: str) -> list[ToolLine]:
    """The lines as they were sent, with what is wrong with the numbers of `act` ("out" or "in")."""
    lines = []
    for row in rows:
        out, back, note = (posted.get(f"{name}-{row.tool}", "").strip() for name in ("out", "in", "note"))
        seen = posted.get(f"version-{row.tool}", "")
        line = ToolLine(row, out, back, note, seen=int(seen) if _VERSION.fullmatch(seen) else None)
        is_wrong = _needs_number(line, act) and _NUMBER.fullmatch(line.out if act == "out" else line.back) is None
        lines.append(replace(line, error=_("Whole numbers from 0 to 999.")) if is_wrong else line)
    return lines


def counted(lines: Iterable[ToolLine], *, act: str) -> dict[str, int]:
    """The numbers of lines without fault, by tool; what is left empty is not counted."""
    typed = {line.row.tool: line.out if act == "out" else line.back for line in lines}
    return {tool: int(number) for tool, number in typed.items() if number}


def with_error(lines: Iterable[ToolLine], field: str, rule: str) -> list[ToolLine]:
    """The lines with a rule beside the tool it is about."""
    return [replace(line, error=rule) if line.row.tool == field else line for line in lines]


def _needs_number(line: ToolLine, act: str) -> bool:
    """A number is typed, or a word about a missing tool, which is kept only beside what was counted in."""
    if act == "out":
        return line.out != ""
    return line.back != "" or line.note not in {"", line.row.note}


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)
