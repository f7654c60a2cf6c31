"""Owns reading a list of people from a file, CSV or XLSX, told apart by its bytes rather than by its name."""

from django.utils.translation import gettext as _

from programs.people.services.columns import Line, Sheet, check_headings, guessed, headings_of, known, sheet_of
from programs.people.services.csv_file import read_csv
from programs.people.services.grids import LARGEST_BYTES, Grid, unreadable
from programs.people.services.xlsx_file import is_workbook, read_xlsx

__all__ = ["LARGEST_BYTES", "Line", "Sheet", "read_grid", "read_sheet"]


def read_grid(content: bytes) -> Grid:
    """The rows of a file; raises Refused (field `file`) for what is neither CSV nor XLSX."""
    if len(content) > LARGEST_BYTES:
        rule = _("The file has at most 10 MB. Split it into several.")
        raise unreadable("file-too-large", len(content), rule)
    return read_xlsx(content) if is_workbook(content) else read_csv(content, known=known)


def read_sheet(content: bytes) -> Sheet:
    """Read a file whose headings say it all; raises Refused (field `file` or `columns`) when they do not."""
    grid = read_grid(content)
    headings = headings_of(grid)
    check_headings(headings)
    return sheet_of(grid, guessed(headings))
