"""Owns reading a session's tools: which the steps of its program name, how many went out, which are not back."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, Q
from django.utils.translation import get_language

from programs.library import document
from programs.library.selectors import adopted_programs, version
from programs.workshop.models import Session, ToolCount


@dataclass(frozen=True)
class ToolRow:
    """One tool of a session: how it is called, pieces out and back (None while not counted), what was written."""

    tool: str
    title: str
    out: int | None
    back: int | None
    note: str
    version: int

    @property
    def is_short(self) -> bool:
        """It went out and is not, or not all, back."""
        return self.out is not None and (self.back is None or self.back < self.out)

    @property
    def missing(self) -> int:
        """Pieces out and not back."""
        return (self.out or 0) - (self.back or 0)


@dataclass(frozen=True)
class ShortTool:
    """A tool that is not back: of which session and program, how many went out and came back, what was written."""

    session: int
    day: date
    program_code: str
    tool: str
    out: int
    back: int | None
    note: str

    @property
    def missing(self) -> int:
        """Pieces out and not back."""
        return self.out - (self.back or 0)


def session_tools(session: Session, *, prison: str) -> list[ToolRow]:
    """The tools that the steps of the session's program name, and any other that was counted, in the steps' order."""
    counted = {row.tool: row for row in ToolCount.objects.filter(session=session)}
    titles = tool_titles(prison, session.program_code)
    rows = []
    for tool in (*titles, *(code for code in counted if code not in titles)):
        row = counted.get(tool)
        facts = (row.out_pieces, row.in_pieces, row.note, row.version) if row else (None, None, "", 0)
        rows.append(ToolRow(tool, titles.get(tool, tool), *facts))
    return rows


def short_tools(day: date) -> list[ShortTool]:
    """Tools of sessions up to `day` that came back fewer than they went out, or were never counted in afterwards.

    A tool of a session that is still open on `day` itself is at work, not short, until it is counted in.
    """
    uncounted = Q(in_pieces=None) & (Q(session__day__lt=day) | Q(session_is_closed=True))
    found = ToolCount.objects.filter(
        uncounted | Q(in_pieces__lt=F("out_pieces")), session__day__lte=day, out_pieces__gt=0
    )
    rows = found.select_related("session").order_by("-session__day", "session_id", "tool")
    return [
        ShortTool(
            row.session_id, row.session.day, row.session.program_code, row.tool, row.out_pieces, row.in_pieces, row.note
        )
        for row in rows
    ]


def tools_not_back(session: int) -> list[ToolCount]:
    """The tools of one session that went out and are not, or not all, counted in."""
    missing = Q(in_pieces=None) | Q(in_pieces__lt=F("out_pieces"))
    return list(ToolCount.objects.filter(missing, session_id=session, out_pieces__gt=0).order_by("tool"))


def tool_titles(prison: str, program: str) -> dict[str, str]:
    """The tools that the steps of a program name, title by code, in the steps' order and the reader's language."""
    reference = next((each.reference for each in adopted_programs(prison) if each.code == program), "")
    language = "id" if (get_language() or "id").startswith("id") else "en"
    return {code: titles[language] for code, titles in _vocabulary(reference, program)} if reference else {}


@lru_cache(maxsize=64)
def _vocabulary(reference: str, program: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """A published version never changes, so what its steps name is read once."""
    content = version(reference).document
    titles = content["vocabulary"]["tools"]
    steps = document.program(content, program).steps
    return tuple((code, titles[code]) for code in dict.fromkeys(tool for step in steps for tool in step.tools))
