"""Owns the lines of a register as a page shows and sends them: the five reasons of product rule 3, minutes, versions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.workshop.models import DAY_CAP, PRESENT
from programs.workshop.selectors import RegisterRow
from programs.workshop.services import Mark

STATE_LABELS = {
    PRESENT: gettext_lazy("Present"),
    "sick": gettext_lazy("Sick"),
    "leave": gettext_lazy("Leave / official matter"),
    "not_fetched": gettext_lazy("Not fetched"),
    "not_today": gettext_lazy("Not taking part today"),
}

_MINUTES = re.compile(r"[0-9]{1,4}")
_VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class RegisterLine:
    """One line as the page shows it: the row, and what is chosen or typed on it."""

    row: RegisterRow
    state: str
    minutes: str
    default_minutes: int
    seen: int | None = None
    error: str = ""

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        """The five reasons, and which one is chosen."""
        return [(code, label, code == self.state) for code, label in STATE_LABELS.items()]

    @property
    def has_own_minutes(self) -> bool:
        """Other minutes than the whole session."""
        return self.minutes != str(self.default_minutes)

    @property
    def mark(self) -> Mark:
        """What the line says, in the version the officer saw."""
        return Mark(self.row.person, self.state, int(self.minutes) if self.state == PRESENT else 0, self.seen)


@dataclass(frozen=True)
class Progress:
    """How far a register is: how many are marked of how many, and with which reason."""

    marked: int
    total: int
    by_state: list[tuple[Any, int]]

    @property
    def unmarked(self) -> int:
        """Who has no mark yet."""
        return self.total - self.marked


def progress_of(rows: Iterable[RegisterRow]) -> Progress:
    """The progress of a register as it is stored."""
    states = Counter(row.state for row in rows)
    total = sum(states.values())
    return Progress(total - states[""], total, [(label, states[code]) for code, label in STATE_LABELS.items()])


def stored_line(row: RegisterRow, *, default_minutes: int) -> RegisterLine:
    """A line as it is stored; minutes are filled in for who is not marked yet."""
    return RegisterLine(row, row.state, str(row.minutes or default_minutes), default_minutes)


def posted_line(
    row: RegisterRow, posted: Mapping[str, str], *, default_minutes: int, rest_present: bool = False
) -> RegisterLine:
    """A line as it was sent, with what is wrong on it; present when it says nothing and the rest are marked present."""
    state = posted.get(f"state-{row.person}", "")
    if rest_present and not state:
        state = PRESENT
    minutes = posted.get(f"minutes-{row.person}", "").strip() or str(default_minutes)
    seen = posted.get(f"version-{row.person}", "")
    line = RegisterLine(row, state if state in STATE_LABELS else "", minutes, default_minutes)
    return replace(line, seen=int(seen) if _VERSION.fullmatch(seen) else None, error=_fault(line))


def with_rival(line: RegisterLine) -> RegisterLine:
    """The line with a word about somebody else's newer mark, where there is one."""
    is_changed = line.seen is not None and line.seen != line.row.version
    if not line.state or not is_changed or line.row.state in {"", line.state}:
        return line
    theirs = _("Somebody else entered in the meantime: %(state)s.") % {"state": STATE_LABELS[line.row.state]}
    yours = _("Yours was %(state)s; send it again to put it in place of theirs.") % {"state": STATE_LABELS[line.state]}
    return replace(line, error=f"{theirs} {yours}")


def _fault(line: RegisterLine) -> str:
    is_number = _MINUTES.fullmatch(line.minutes) is not None and 0 < int(line.minutes) <= DAY_CAP
    if line.state == PRESENT and not is_number:
        return _("Minutes are a whole number from 1 to %(most)d.") % {"most": DAY_CAP}
    return ""
