"""Owns which line of a list of people is good: each cell is checked, the first fault of a line is named."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from programs.people.services.columns import EXAMPLE_REGISTER, Line, Sheet
from programs.people.services.masks import shown
from programs.records.cells import FORMULA_STARTS

KIND_WORDS = {
    "narapidana": "narapidana", "napi": "narapidana", "convicted": "narapidana", "convicted prisoner": "narapidana",
    "tahanan": "tahanan", "remand": "tahanan", "remand detainee": "tahanan", "detainee": "tahanan",
    "anak": "anak", "anak binaan": "anak", "child": "anak", "child in care": "anak", "juvenile": "anak",
}  # fmt: skip
RISK_WORDS = {
    "low": "low", "rendah": "low", "medium": "medium", "sedang": "medium", "high": "high", "tinggi": "high",
    "very-high": "very-high", "very high": "very-high", "sangat tinggi": "very-high",
}  # fmt: skip
LONGEST = {"register_number": 40, "name": 120, "block": 40, "education": 40}
FILLED = ("register_number", "name", "kind", "birth_date")
OLDEST, YOUNGEST_AGE = date(1900, 1, 1), 14
_DAY_LAST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")


@dataclass(frozen=True)
class Rejection:
    """Why a line was left out: its row in the spreadsheet (the first is 1), the column, the rule it breaks, the cell masked."""

    row: int
    field: str
    reason: str
    value: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A good line. `facts` holds the plain columns that the file has; absent ones keep what is known.

    An empty `risk` says nothing: what was assessed stays.
    """

    row: int
    register: str
    birth: date
    block: str
    risk: str
    facts: Mapping[str, Any]


class _BadCellError(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field)
        self.field, self.reason = field, reason


def checked_rows(sheet: Sheet, *, today: date) -> tuple[list[PersonRow], list[Rejection]]:
    """The good lines and the rejected ones. Of lines with one register number the first good one counts."""
    good: dict[str, PersonRow] = {}
    rejected: list[Rejection] = []
    for line in sheet.lines:
        try:
            found = _checked(line, sheet, today)
            first = good.get(register_key(found.register))
            if first is not None:
                reason = _("This register number stands in row %(row)d already.") % {"row": first.row}
                raise _BadCellError("register_number", reason)
        except _BadCellError as error:
            rejected.append(Rejection(line.row, error.field, error.reason))
        else:
            good[register_key(found.register)] = found
    return list(good.values()), rejected


def with_values(sheet: Sheet, rejected: Iterable[Rejection]) -> list[Rejection]:
    """Each rejection with the cell at fault, as far as it may be shown."""
    lines = {line.row: line.cells for line in sheet.lines}
    return [replace(each, value=shown(each.field, lines[each.row].get(each.field, ""))) for each in rejected]


def register_key(register: str) -> str:
    """A register number as it is compared: capitals, no spaces."""
    return "".join(register.upper().split())


def _checked(line: Line, sheet: Sheet, today: date) -> PersonRow:
    if line.is_too_long:
        raise _BadCellError("row", _("The row has more cells than the heading."))
    cells = {column: _cleaned(column, line.cells.get(column, ""), line.faults.get(column)) for column in sheet.columns}
    if cells["register_number"] == EXAMPLE_REGISTER:
        raise _BadCellError("register_number", _("This is the example row of the template. Delete it."))
    birth = _birth(cells["birth_date"], today)
    facts: dict[str, Any] = {"name": cells["name"]}
    facts["kind"] = KIND_WORDS.get(cells["kind"].casefold(), "")
    if not facts["kind"]:
        raise _BadCellError("kind", _("The kind is narapidana, tahanan or anak binaan."))
    if "education" in cells:
        facts["education"] = cells["education"]
    for column in ("sentenced_on", "release_on"):
        if column in cells:
            facts[column] = _day(column, cells[column]) if cells[column] else None
    _check_order(birth, facts, today)
    return PersonRow(line.row, cells["register_number"], birth, cells["block"], _risk(cells["risk"]), facts)


def _cleaned(column: str, cell: str, fault: str | None) -> str:
    """The cell without outer and doubled spaces; refuses formulas, invisible characters, emptiness and length."""
    if fault is not None:
        raise _BadCellError(column, fault)
    text = unicodedata.normalize("NFC", cell)
    if text.strip() == "-":
        text = ""
    if text.lstrip(" ").startswith(FORMULA_STARTS):
        raise _BadCellError(column, _("The cell begins like a formula (= + - @). Type the value as text."))
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in text):
        raise _BadCellError(column, _("The cell holds invisible characters. Type the value again."))
    text = " ".join(text.split())
    if not text and column in FILLED:
        raise _BadCellError(column, _("This cell must be filled in."))
    if len(text) > LONGEST.get(column, 40):
        reason = _("The cell has at most %(longest)d characters.") % {"longest": LONGEST.get(column, 40)}
        raise _BadCellError(column, reason)
    return text


def _day(column: str, text: str) -> date:
    year_first, day_first = _DAY_LAST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    try:
        if year_first:
            return date(*map(int, year_first.groups()))
        if day_first:
            return date(*map(int, reversed(day_first.groups())))
    except ValueError:
        pass
    raise _BadCellError(column, _("Dates are written 2001-12-31, 31/12/2001 or 31-12-2001."))


def _risk(text: str) -> str:
    if text and text.casefold() not in RISK_WORDS:
        raise _BadCellError("risk", _("The risk is low, medium, high or very-high (or the cell is empty)."))
    return RISK_WORDS.get(text.casefold(), "")


def _birth(text: str, today: date) -> date:
    birth = _day("birth_date", text)
    if birth > today:
        raise _BadCellError("birth_date", _("The birth date lies in the future."))
    if birth < OLDEST:
        raise _BadCellError("birth_date", _("The birth date lies before 1900."))
    if birthday(birth, YOUNGEST_AGE) > today:
        raise _BadCellError("birth_date", _("Nobody under 14 may be held (UU 11/2012)."))
    return birth


def birthday(birth: date, age: int) -> date:
    """The day on which someone reaches an age; born on 29 February: 1 March."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def _check_order(birth: date, facts: Mapping[str, Any], today: date) -> None:
    sentenced, release = facts.get("sentenced_on"), facts.get("release_on")
    faults: tuple[tuple[bool, str, Callable[[], str]], ...] = (
        (
            bool(sentenced and sentenced > today),
            "sentenced_on",
            lambda: _("The day of the verdict lies in the future."),
        ),
        (bool(sentenced and sentenced < birth), "sentenced_on", lambda: _("The verdict lies before the birth date.")),
        (bool(release and release < (sentenced or birth)), "release_on", lambda: _("Release lies before the verdict.")),
    )
    for is_fault, field, reason in faults:
        if is_fault:
            raise _BadCellError(field, reason())
