"""Owns reading a CSV of people as spreadsheets write it: any of three separators, two encodings, two languages."""

import csv
import io
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import Refused

LARGEST_BYTES = 10 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
REQUIRED = ("register_number", "name", "kind", "birth_date", "block", "risk")
OPTIONAL = ("sentenced_on", "release_on", "education")
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
_COLUMN_OF = {heading: column for column, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True)
class Line:
    """One line under the heading: its row number in the spreadsheet (the first row is 1) and its raw cells by column."""

    row: int
    cells: dict[str, str]
    is_too_long: bool


@dataclass(frozen=True)
class Sheet:
    """The columns that are there and every line that is not blank."""

    columns: frozenset[str]
    lines: tuple[Line, ...]


def read_sheet(content: bytes) -> Sheet:
    """Read the file; raises Refused (field `file` or `columns`) for what cannot be read as a list of people."""
    text = _text(content)
    separator = _separator(text)
    rows = _rows(text, separator)
    header = next((row for row in rows if any(cell.strip() for cell in row[1])), (0, []))
    columns = [_COLUMN_OF.get(heading_key(cell), "") for cell in header[1]]
    _check_columns(columns)
    lines = tuple(
        Line(row, {name: cell for name, cell in zip(columns, cells, strict=False) if name}, _has_more(cells, columns))
        for row, cells in rows
        if row > header[0] and any(cell.strip() for cell in cells)
    )
    return Sheet(frozenset(filter(None, columns)), lines)


def heading_key(cell: str) -> str:
    """A heading as it is looked up: "Tanggal_Vonis/Putusan " is "tanggal vonis putusan"."""
    return " ".join(re.sub(r"[^\w]|_", " ", cell.casefold()).split())


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise _unreadable("file-too-large", len(content), _("The file has at most 10 MB. Split it into several."))
    if b"\x00" in content:
        rule = _("This is not a CSV file. In the spreadsheet choose Save as, CSV UTF-8.")
        raise _unreadable("file-not-text", "NUL", rule)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable("file-encoding", "-", _("The file is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."))


def _separator(text: str) -> str:
    """The separator under which the heading names most columns that are known."""
    heading = next((line for line in text.splitlines() if line.strip() and not _names_separator(line)), "")
    return max(SEPARATORS, key=lambda each: len({_COLUMN_OF.get(heading_key(c)) for c in heading.split(each)} - {None}))


def _names_separator(line: str) -> bool:
    return line.strip().strip('"').lower() in {f"sep={each}".strip() for each in SEPARATORS}


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if not (number == 1 and _names_separator(separator.join(cells))):
                rows.append((number, cells))
    except csv.Error as error:
        rule = _("Near row %(row)d a quotation mark or a cell never ends.") % {"row": len(rows) + 1}
        raise _unreadable("file-malformed", len(rows) + 1, rule) from error
    return rows


def _check_columns(columns: list[str]) -> None:
    named = [column for column in columns if column]
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        rule = _("Each column stands once in the heading.")
        raise Refused(code="column-twice", field="columns", value=", ".join(twice), rule=rule)
    missing = [column for column in REQUIRED if column not in named]
    if missing:
        rule = _("The first row names these columns: %(columns)s.") % {"columns": ", ".join(REQUIRED)}
        raise Refused(code="column-missing", field="columns", value=", ".join(missing), rule=rule)


def _has_more(cells: list[str], columns: list[str]) -> bool:
    return any(cell.strip() for cell in cells[len(columns) :])


def _unreadable(code: str, value: object, rule: str) -> Refused:
    return Refused(code=code, field="file", value=value, rule=rule)
