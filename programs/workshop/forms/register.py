"""Owns the lines of a register as a page shows and sends them: the five reasons of product rule 3, minutes, versions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.workshop.models import DAY_CAP, PRESENT
from programs.workshop.selectors import RegisterRow, Rival, unread_row
from programs.workshop.services import Mark

STATE_LABELS = {
    PRESENT: gettext_lazy("Present"),
    "sick": gettext_lazy("Sick"),
    "leave": gettext_lazy("Leave / official matter"),
    "not_fetched": gettext_lazy("Not fetched"),
    "not_today": gettext_lazy("Not taking part today"),
}

WHO = {
    "state": gettext_lazy("a state officer"),
    "instructor": gettext_lazy("an instructor"),
    "staff": gettext_lazy("another member of staff"),
    "you": gettext_lazy("you, on another device"),
}
MINE, THEIRS = "mine", "theirs"

_MINUTES = re.compile(r"[0-9]{1,4}")
_VERSION = re.compile(r"[0-9]{1,9}")
_LINE = re.compile(r"(?:state|version)-([0-9]{1,18})")


@dataclass(frozen=True)
class RegisterLine:
    """One line as the page shows it: the row, and what is chosen or typed on it."""

    row: RegisterRow
    state: str
    minutes: str
    default_minutes: int
    seen: int | None = None
    error: str = ""
    rival: Rival | None = None
    pick: str = ""

    @property
    def own_label(self) -> Any:
        """The words of what is chosen here."""
        return STATE_LABELS.get(self.state, "")

    @property
    def rival_label(self) -> Any:
        """The words of what somebody else has entered."""
        return STATE_LABELS[self.rival.state] if self.rival else ""

    @property
    def rival_who(self) -> Any:
        """Who that is, in terms of their role."""
        return WHO[self.rival.by] if self.rival else ""

    @property
    def is_sent(self) -> bool:
        """It says something, and does not give way to what somebody else has entered."""
        return bool(self.state) and self.pick != THEIRS

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


def progress_of(states: Mapping[str, int]) -> Progress:
    """The progress of a register, from how many people have which mark ("" for none)."""
    total = sum(states.values())
    by_state = [(label, states.get(code, 0)) for code, label in STATE_LABELS.items()]
    return Progress(total - states.get("", 0), total, by_state)


def states_of(lines: Iterable[RegisterLine]) -> Mapping[str, int]:
    """How many of the lines are stored with which mark."""
    return Counter(line.row.state for line in lines)


def stored_line(row: RegisterRow, *, default_minutes: int) -> RegisterLine:
    """A line as it is stored; minutes are filled in for who is not marked yet."""
    return RegisterLine(row, row.state, str(row.minutes or default_minutes), default_minutes)


def posted_lines(posted: Mapping[str, str], *, default_minutes: int) -> list[RegisterLine]:
    """The lines that were sent, of whomever they are; whose say nothing are present when the rest are marked present."""
    rest = posted.get("act") == "rest"
    persons = dict.fromkeys(int(found[1]) for name in posted if (found := _LINE.fullmatch(name)))
    return [
        posted_line(unread_row(person), posted, default_minutes=default_minutes, rest_present=rest)
        for person in persons
    ]


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
    pick = posted.get(f"pick-{row.person}")
    line = replace(
        line, seen=int(seen) if _VERSION.fullmatch(seen) else None, pick=pick if pick in {MINE, THEIRS} else ""
    )
    return replace(line, error=_fault(line) or ("" if pick is None or line.pick else _unpicked()))


def on_register(
    sent: Iterable[RegisterLine], rows: Iterable[RegisterRow], *, default_minutes: int
) -> list[RegisterLine]:
    """Every line of the register: as it was sent where it was, else as it is stored."""
    by_person = {line.row.person: line for line in sent}
    return [
        replace(by_person[row.person], row=row)
        if row.person in by_person
        else stored_line(row, default_minutes=default_minutes)
        for row in rows
    ]


def with_rivals(lines: Iterable[RegisterLine], rivals: Mapping[int, Rival]) -> list[RegisterLine]:
    """The lines, and beside each that would replace somebody else's newer mark that mark and its maker."""
    return [replace(line, rival=rivals.get(line.row.person)) if _is_over(line) else line for line in lines]


def told_rival(line: RegisterLine) -> str:
    """Both marks in one sentence, for a line that shows what is stored."""
    theirs = _("Somebody else entered in the meantime: %(state)s.") % {"state": line.rival_label}
    yours = _("Yours was %(state)s; send it again to put it in place of theirs.") % {"state": line.own_label}
    return f"{theirs} {yours}"


def _is_over(line: RegisterLine) -> bool:
    is_newer = line.seen is not None and line.seen != line.row.version
    stored = (line.row.state, line.row.minutes)
    return bool(line.is_sent and is_newer and line.row.state and stored != (line.mark.state, line.mark.minutes))


def _unpicked() -> str:
    return _("Choose which of the two marks stands.")


def _fault(line: RegisterLine) -> str:
    is_number = _MINUTES.fullmatch(line.minutes) is not None and 0 < int(line.minutes) <= DAY_CAP
    if line.state == PRESENT and not is_number:
        return _("Minutes are a whole number from 1 to %(most)d.") % {"most": DAY_CAP}
    return ""
