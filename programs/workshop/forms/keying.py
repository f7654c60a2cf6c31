"""Owns the rows of a printed sheet as they are keyed back: one digit for the reason, minutes, and what is wrong."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from programs.workshop.forms.register import STATE_LABELS, WHO, RegisterLine, posted_line
from programs.workshop.models import PRESENT
from programs.workshop.selectors import RegisterRow, Rival
from programs.workshop.services import Mark

DIGITS: dict[str, Any] = {str(number): label for number, label in enumerate(STATE_LABELS.values(), start=1)}
_STATES = dict(zip(DIGITS, STATE_LABELS, strict=True))
_DIGIT_OF = {state: digit for digit, state in _STATES.items()}
_DIGIT = re.compile(r"[1-5]")


@dataclass(frozen=True)
class KeyedLine:
    """One row of the sheet: whose it is, the digit and the minutes as typed, the version they were typed over."""

    row: RegisterRow
    digit: str
    minutes: str
    version: int
    error: str = ""

    @property
    def mark(self) -> Mark:
        """What the row says; only without an error and with a digit."""
        state = _STATES[self.digit]
        return Mark(self.row.person, state, int(self.minutes) if state == PRESENT else 0, self.version)


def stored_keys(rows: Iterable[RegisterRow], default_minutes: int) -> list[KeyedLine]:
    """The rows as they are stored, in the printed order."""
    return [
        KeyedLine(row, _DIGIT_OF.get(row.state, ""), str(row.minutes or default_minutes), row.version) for row in rows
    ]


def posted_keys(rows: Iterable[RegisterRow], posted: Mapping[str, str], default_minutes: int) -> list[KeyedLine]:
    """The rows as they were typed, each with what is wrong on it; an empty one says nothing."""
    return [_posted(row, posted, default_minutes) for row in rows]


def rivalled_keys(keys: Iterable[KeyedLine], rivals: Mapping[int, Rival]) -> list[KeyedLine]:
    """The rows, and beside each that would replace a newer mark what that is, whose, and since when."""
    return [_rivalled(key, rivals.get(key.row.person)) for key in keys]


def _posted(row: RegisterRow, posted: Mapping[str, str], default_minutes: int) -> KeyedLine:
    digit = posted.get(f"digit-{row.person}", "").strip()
    line = _as_line(row, digit, posted, default_minutes)
    version = row.version if line.seen is None else line.seen
    if digit and not _DIGIT.fullmatch(digit):
        return KeyedLine(row, digit[:5], line.minutes, version, _("Type one digit from 1 to 5."))
    return KeyedLine(row, digit, line.minutes, version, line.error)


def _as_line(row: RegisterRow, digit: str, posted: Mapping[str, str], default_minutes: int) -> RegisterLine:
    names = (f"minutes-{row.person}", f"version-{row.person}")
    typed = {name: posted.get(name, "") for name in names}
    return posted_line(row, {**typed, f"state-{row.person}": _STATES.get(digit, "")}, default_minutes=default_minutes)


def _rivalled(key: KeyedLine, rival: Rival | None) -> KeyedLine:
    if rival is None or not key.digit or key.version == key.row.version:
        return key
    if (rival.state, rival.minutes) == (key.mark.state, key.mark.minutes):
        return replace(key, version=key.row.version)
    facts = {"state": STATE_LABELS[rival.state], "who": WHO[rival.by], "mine": DIGITS[key.digit]}
    theirs = (
        _("In the register: %(state)s, by %(who)s. On your sheet: %(mine)s; save again to put it in place.") % facts
    )
    return replace(key, version=key.row.version, error=theirs)
