"""Owns which column of a file holds what: guessed from its headings, corrected by people, checked before a row is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import crypto
from core.errors import Refused
from programs.people.services.grids import FAULTS, Grid

REQUIRED = ("register_number", "name", "kind", "birth_date", "block", "risk")
OPTIONAL = ("sentenced_on", "release_on", "education")
FIELDS = (*REQUIRED, *OPTIONAL)
HEADINGS = {
    "register_number": (
        "register number", "nomor register", "no register", "nomor registrasi", "no registrasi", "no reg", "register",
    ),
    "name": ("name", "full name", "nama", "nama lengkap", "nama wbp", "nama warga binaan"),
    "kind": ("kind", "jenis", "jenis wbp", "jenis warga binaan", "kategori", "status hukum"),
    "birth_date": ("birth date", "date of birth", "tanggal lahir", "tgl lahir"),
    "sentenced_on": (
        "sentenced on", "tanggal vonis", "tgl vonis", "tanggal putusan", "tgl putusan", "tanggal vonis putusan",
    ),
    "release_on": (
        "release on", "release date", "tanggal bebas", "tgl bebas", "ekspirasi", "tanggal ekspirasi", "tgl ekspirasi",
        "tanggal bebas ekspirasi",
    ),
    "block": ("block", "blok", "blok hunian", "blok kamar"),
    "risk": ("risk", "risiko", "resiko", "tingkat risiko"),
    "education": ("education", "pendidikan", "pendidikan terakhir"),
}  # fmt: skip
_FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}
EXAMPLE_REGISTER = "CONTOH 001/2026"
LOOKED_AT = 20  # a title and a letterhead may stand above the headings


@dataclass(frozen=True)
class Line:
    """One line under the headings: its row number in the file (the first is 1), its raw cells and what is wrong with them."""

    row: int
    cells: Mapping[str, str]
    is_too_long: bool
    faults: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The columns that are there, in their fixed order, and every line that is not blank."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Headings:
    """The row of headings: its number and its cells."""

    row: int
    cells: tuple[str, ...]


def known(cells: Sequence[str]) -> int:
    """How many different fields these headings name."""
    return len({_FIELD_OF.get(heading_key(cell)) for cell in cells} - {None})


def headings_of(grid: Grid) -> Headings:
    """The first of the upper rows that names most fields. Raises Refused for a grid without rows."""
    if not grid.rows:
        raise Refused(code="file-empty", field="file", value=0, rule=_("The file holds no rows. Choose another one."))
    row, cells = max(grid.rows[:LOOKED_AT], key=lambda each: known(each[1]))
    return Headings(row, cells)


def guessed(headings: Headings) -> dict[str, int]:
    """Field to column, as the headings say; a field that is named twice is left to people."""
    names = [_FIELD_OF.get(heading_key(cell), "") for cell in headings.cells]
    return {field: names.index(field) for field in FIELDS if names.count(field) == 1}


def check_headings(headings: Headings) -> None:
    """Raise Refused (field `columns`) when the headings alone do not say where each field stands."""
    names = [_FIELD_OF.get(heading_key(cell), "") for cell in headings.cells]
    twice = sorted(field for field in FIELDS if names.count(field) > 1)
    if twice:
        rule = _("Each column stands once in the heading.")
        raise Refused(code="column-twice", field="columns", value=", ".join(twice), rule=rule)
    check_columns(guessed(headings))


def check_columns(mapping: Mapping[str, int]) -> None:
    """Raise Refused (field `columns`) unless every required field has a column and none serves two fields."""
    missing = [field for field in REQUIRED if field not in mapping]
    if missing:
        rule = _("The first row names these columns: %(columns)s.") % {"columns": ", ".join(REQUIRED)}
        raise Refused(code="column-missing", field="columns", value=", ".join(missing), rule=rule)
    columns = list(mapping.values())
    shared = sorted(field for field, column in mapping.items() if columns.count(column) > 1)
    if shared:
        rule = _("A column of the file serves one field only.")
        raise Refused(code="column-shared", field="columns", value=", ".join(shared), rule=rule)


def sheet_of(grid: Grid, mapping: Mapping[str, int]) -> Sheet:
    """The lines under the headings, their cells by field."""
    headings = headings_of(grid)
    return Sheet(
        tuple(field for field in FIELDS if field in mapping),
        tuple(_line(grid, row, cells, mapping, len(headings.cells)) for row, cells in grid.rows if row > headings.row),
    )


def headings_print(headings: Headings, *, prison: str) -> str:
    """What tells the same headings again: a keyed hash, for a file without headings has people in its first row."""
    keys = "\x1f".join(heading_key(cell) for cell in headings.cells)
    return crypto.fingerprint(keys, prison=prison, field="headings")


def heading_key(cell: str) -> str:
    """A heading as it is looked up: "Tanggal_Vonis/Putusan " is "tanggal vonis putusan"."""
    return " ".join(re.sub(r"[^\w]|_", " ", cell.casefold()).split())


def _line(grid: Grid, row: int, cells: tuple[str, ...], mapping: Mapping[str, int], width: int) -> Line:
    found = {field: cells[column] if column < len(cells) else "" for field, column in mapping.items()}
    faults = {field: FAULTS[grid.faults[row, n]]() for field, n in mapping.items() if (row, n) in grid.faults}
    return Line(row, found, any(cell.strip() for cell in cells[width:]), faults)
