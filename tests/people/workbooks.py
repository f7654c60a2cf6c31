"""Owns workbooks as a prison might send them: with merged cells, hidden parts, formulas, real dates."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from tests.people.scene import HEADING


def rows_of(*lines: str) -> list[list[str]]:
    """Headings and lines of a CSV as cells."""
    return [text.split(",") for text in (HEADING, *lines)]


def workbook(rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook whose first sheet holds the rows, changed by `change`."""
    book = Workbook()
    book.active.title = "Daftar"
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same workbook with each part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return written.getvalue()
