"""Owns reading an XLSX: its first visible sheet, values rather than formulas, and nothing hidden goes unsaid."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from programs.people.services.grids import MOST_ROWS, Grid, Place, check_rows, unreadable
from programs.people.services.xlsx_shape import Shape, shape_of

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
LARGEST_UNPACKED, MOST_PARTS, MOST_COLUMNS, LAST_ROW = 32 * 1024 * 1024, 2000, 200, 200_000
MOST_EXACT, FIRST_BYTES = 10**15, 8192
# whatever a damaged or forged workbook makes zipfile, expat and the reader raise
BROKEN = (
    zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError,
    EOFError, OSError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like a workbook, of today or of before."""
    return content.startswith((OLE, ZIP))


def read_xlsx(content: bytes) -> Grid:
    """The grid of the first visible sheet. Raises Refused (field `file`) for what is encrypted, old, too large or broken."""
    _check_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
            return _read(content, archive)
    except BROKEN as error:
        rule = _("The workbook is damaged. Open it in the spreadsheet and save it again as XLSX.")
        raise unreadable("file-malformed", type(error).__name__, rule) from None


def _check_kind(content: bytes) -> None:
    if not content.startswith(OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        rule = _("The workbook is protected with a password. Save it without one.")
        raise unreadable("file-encrypted", "XLSX", rule)
    raise unreadable("file-old", "XLS", _("This is a workbook of the old kind (XLS). Save it as XLSX or CSV UTF-8."))


def _check_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        rule = _("This file is no XLSX workbook. In the spreadsheet choose Save as, XLSX or CSV UTF-8.")
        raise unreadable("file-not-workbook", "ZIP", rule)
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("file-encrypted", "ZIP", _("The workbook is protected with a password. Save it without one."))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        rule = _("Unpacked the workbook is too large for a list of people. Copy the list into a new workbook.")
        raise unreadable("file-too-large", unpacked, rule)
    if any(_declares(archive, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
        rule = _("The workbook declares entities, which no spreadsheet does. Copy the list into a new workbook.")
        raise unreadable("file-not-workbook", "DOCTYPE", rule)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A declaration of entities stands before the root, if anywhere; in two-byte encodings every other byte is NUL."""
    with archive.open(part) as stream:
        return b"<!DOCTYPE" in stream.read(FIRST_BYTES).replace(b"\0", b"").upper()


def _read(content: bytes, archive: zipfile.ZipFile) -> Grid:
    import openpyxl  # noqa: PLC0415 - a large reader, only where a workbook is read

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of styles and dates it cannot read; what matters is told by cell
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            rule = _("The workbook has no visible sheet. Show the sheet with the list and save.")
            raise unreadable("sheet-missing", 0, rule)
        shape = shape_of(archive, sheet._worksheet_path)
        sheet.reset_dimensions()
        rows, faults = _cells(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), shape)
    return Grid(tuple(rows), faults, (*_sheets_told(book, sheet), *shape.notes(rows[0][0] if rows else 0)))


def _sheets_told(book: Any, sheet: Any) -> Iterator[tuple[str, str]]:
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    others = [each.title for each in book.worksheets if each.sheet_state == "visible" and each is not sheet]
    for code, titles in (("sheet", [sheet.title]), ("hidden-sheets", hidden), ("other-sheets", others)):
        if titles:
            yield code, ", ".join(titles)[:200]


def _cells(found: Any, shape: Shape) -> tuple[list[tuple[int, tuple[str, ...]]], dict[Place, str]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    faults: dict[Place, str] = {}
    for number, values in enumerate(islice(found, LAST_ROW), start=1):
        texts = [_text(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        wrong = {(number, n): fault for n, value in enumerate(values) if (fault := _fault(value))}
        wrong |= {(number, n): "formula" for n in shape.unsolved.get(number, ())}
        if texts or wrong:
            rows.append((number, tuple(texts)))
            faults |= wrong | {(number, n): "merged" for n in shape.covered(number)}
        if len(rows) > MOST_ROWS:
            check_rows(len(rows))
    return rows, faults


def _fault(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= MOST_EXACT:
        return "rounded"
    return "error" if isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper() else ""


def _text(value: object) -> str:
    """A cell as it would be typed: whole numbers without a point, days as 2001-12-31."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)
