"""Owns what a sheet's values do not tell: merged cells, hidden rows and columns, formulas without a stored value."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, iterparse

from django.utils.translation import gettext as _

from programs.people.services.grids import unreadable

LISTED, MOST_MERGED = 8, 500


@dataclass
class Shape:
    """Rows from 1, columns from 0. `merged` are ranges as first row, last row, first column, last column."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsolved: dict[int, set[int]] = field(default_factory=dict)
    formulas: int = 0
    named: list[str] = field(default_factory=list)

    def covered(self, row: int) -> Iterator[int]:
        """The columns of a row that a merged range covers, its first cell apart."""
        for first, last, left, right in self.merged:
            if first <= row <= last:
                yield from range(left + (row == first), min(right, left + 200) + 1)

    def notes(self, first_row: int) -> list[tuple[str, str]]:
        """What people are told about the sheet whose first filled row is given."""
        rows = [str(row) for row in self.hidden_rows if row >= first_row]
        columns = [letters(column) for column in self.hidden_columns]
        found = (("hidden-rows", rows), ("hidden-columns", columns), ("merged", self.named))
        told = [(code, _listed(each)) for code, each in found if each]
        return [*told, ("formulas", str(self.formulas))] if self.formulas else told


def shape_of(archive: zipfile.ZipFile, path: str) -> Shape:
    """Read a sheet's part of the workbook once, without keeping it."""
    shape = Shape()
    with archive.open(path.lstrip("/")) as stream:
        for _event, element in iterparse(stream):  # noqa: S314 - declarations of entities are refused before
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                _note_formula(shape, element)
                element.clear()
            elif tag == "row":
                if element.get("hidden") in {"1", "true"}:
                    shape.hidden_rows.append(int(element.get("r", "0")))
                element.clear()
            elif tag == "col" and element.get("hidden") in {"1", "true"}:
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                shape.hidden_columns += range(first - 1, min(last, first + 200))
            elif tag == "mergeCell":
                _note_merged(shape, element.get("ref", ""))
    return shape


def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _note_formula(shape: Shape, cell: Element) -> None:
    parts = {child.tag.rpartition("}")[2]: child.text for child in cell}
    if "f" not in parts:
        return
    shape.formulas += 1
    if not parts.get("v") and cell.get("t") != "str":
        row, column = _place(cell.get("r", ""))
        shape.unsolved.setdefault(row, set()).add(column)


def _note_merged(shape: Shape, reference: str) -> None:
    if len(shape.merged) == MOST_MERGED:
        rule = _("More than %(most)d ranges of cells are merged. Split them and fill each cell.") % {
            "most": MOST_MERGED
        }
        raise unreadable("too-many-merged", MOST_MERGED, rule)
    first, _colon, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    shape.merged.append((top, bottom, left, right))
    shape.named.append(reference[:20])


def _place(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of a reference: "B7" is (7, 1)."""
    name = reference.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return int(reference[len(name) :]), column - 1


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:LISTED])
    return f"{shown} …" if len(names) > LISTED else shown
