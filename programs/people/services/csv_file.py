"""Owns reading a CSV as spreadsheets write it: any of three separators, two encodings."""

import csv
import io
from collections.abc import Callable

from django.utils.translation import gettext as _

from programs.people.services.grids import Grid, check_rows, unreadable

SEPARATORS = (",", ";", "\t")


def read_csv(content: bytes, *, known: Callable[[list[str]], int]) -> Grid:
    """The grid of a CSV; `known` counts the headings that are known. Raises Refused (field `file`) for other content."""
    text = _text(content)
    rows = _rows(text, _separator(text, known))
    check_rows(len(rows))
    return Grid(tuple(rows))


def _text(content: bytes) -> str:
    if b"\x00" in content:
        rule = _("This is not a CSV file. In the spreadsheet choose Save as, CSV UTF-8.")
        raise unreadable("file-not-text", "NUL", rule)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable("file-encoding", "-", _("The file is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."))


def _separator(text: str, known: Callable[[list[str]], int]) -> str:
    """The separator under which the heading names most columns that are known."""
    heading = next((line for line in text.splitlines() if line.strip() and not _names_separator(line)), "")
    return max(SEPARATORS, key=lambda each: (known(heading.split(each)), heading.count(each)))


def _names_separator(line: str) -> bool:
    return line.strip().strip('"').lower() in {f"sep={each}".strip() for each in SEPARATORS}


def _rows(text: str, separator: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            is_separator = number == 1 and _names_separator(separator.join(cells))
            if not is_separator and any(cell.strip() for cell in cells):
                rows.append((number, tuple(cells)))
    except csv.Error as error:
        rule = _("Near row %(row)d a quotation mark or a cell never ends.") % {"row": number + 1}
        raise unreadable("file-malformed", number + 1, rule) from error
    return rows
