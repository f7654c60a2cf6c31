"""Owns a spreadsheet as a grid of texts: its filled rows, the cells that cannot be trusted, and what was left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Refused

LARGEST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
Place = tuple[int, int]

FAULTS: dict[str, Callable[[], str]] = {
    "formula": lambda: _("The cell holds a formula without a stored value. Open and save the file, or type the value."),
    "error": lambda: _("The cell holds an error of the spreadsheet. Type the value."),
    "merged": lambda: _("The cell is merged with another. Split merged cells and fill each one."),
    "rounded": lambda: _("The number has more than 15 digits, so the spreadsheet has rounded it. Type it as text."),
}


@dataclass(frozen=True)
class Grid:
    """Every row that is not blank with its number in the file (the first is 1) and its cells; where a cell is at fault.

    `notes` are what a reader left out or took over, as code and detail; `note_text` says them.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[Place, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The grid as JSON values."""
        faults = [[row, column, fault] for (row, column), fault in self.faults.items()]
        return {"rows": self.rows, "faults": faults, "notes": self.notes}


def grid_of(stored: Mapping[str, Any]) -> Grid:
    """The grid that `as_json` told."""
    return Grid(
        tuple((row, tuple(cells)) for row, cells in stored["rows"]),
        {(row, column): fault for row, column, fault in stored["faults"]},
        tuple((code, detail) for code, detail in stored["notes"]),
    )


def note_text(code: str, detail: str) -> str:
    """A note as people read it."""
    said = {
        "sheet": lambda: _("Sheet read: %(detail)s."),
        "hidden-sheets": lambda: _("Hidden sheets left out: %(detail)s."),
        "other-sheets": lambda: _("Other sheets left out: %(detail)s."),
        "hidden-rows": lambda: _("Hidden rows are read too: %(detail)s."),
        "hidden-columns": lambda: _("Hidden columns are read too: %(detail)s."),
        "merged": lambda: _("Merged cells: %(detail)s. Only the first cell of each holds the value."),
        "formulas": lambda: _("Formulas: %(detail)s. The value that the spreadsheet stored is used."),
    }
    return said[code]() % {"detail": detail}


def check_rows(count: int) -> None:
    """Raise Refused for more rows than one import takes."""
    if count > MOST_ROWS:
        rule = _("The list has at most %(most)d rows. Split it into several.") % {"most": MOST_ROWS}
        raise unreadable("too-many-rows", count, rule)


def unreadable(code: str, value: object, rule: str) -> Refused:
    """The refusal of a file that is no list of people."""
    return Refused(code=code, field="file", value=value, rule=rule)
