"""Owns the way of a file into the prison: taken, its columns chosen, looked at, accepted. Nothing is written before that."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound
from programs.people.models import ColumnMapping
from programs.people.services import pending as waiting
from programs.people.services.columns import (
    FIELDS,
    REQUIRED,
    check_columns,
    guessed,
    headings_of,
    headings_print,
    sheet_of,
)
from programs.people.services.grids import Grid, note_text
from programs.people.services.importing import ImportReport, import_sheet
from programs.people.services.masks import shown
from programs.people.services.spreadsheet import read_grid
from programs.records.selectors import this_prison

FIRST_ROWS, WIDEST = 5, 60


@dataclass(frozen=True)
class Columns:
    """The columns of the waiting file by name, and which field each stands for as far as is known."""

    names: tuple[tuple[int, str], ...]
    mapping: Mapping[str, int]
    is_chosen: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What accepting the waiting file would do; `rows` are its first ones, secrets masked."""

    report: ImportReport
    fields: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def take_file(content: bytes, *, by: str) -> None:
    """Read a file and let it wait, sealed, for an hour. Columns that this prison chose before are chosen again.

    Raises Refused (field `file`, or `columns` for too few of them) for what is no list; then nothing waits.
    """
    waiting.discard(by)
    grid = read_grid(content)
    headings = headings_of(grid)
    if len(headings.cells) < len(REQUIRED):
        check_columns(guessed(headings))
    waiting.hold(grid, by=by)
    remembered = ColumnMapping.objects.filter(headings=headings_print(headings, prison=this_prison())).first()
    if remembered is not None:
        waiting.choose(remembered.mapping, by=by)


def waiting_columns(by: str) -> Columns | None:
    """The columns of the file that waits for this person; None when none does."""
    found = waiting.pending(by)
    if found is None:
        return None
    headings = headings_of(found.grid)
    names = tuple((n, cell.strip()[:WIDEST]) for n, cell in enumerate(headings.cells) if cell.strip())
    is_chosen = found.mapping is not None
    return Columns(names, found.mapping or guessed(headings), is_chosen, _notes(found.grid))


def choose_columns(mapping: Mapping[str, int], *, by: str) -> None:
    """Read the waiting file with these columns. Raises NotFound when it is gone, Refused (field `columns`)."""
    found = _pending(by)
    width = len(headings_of(found.grid).cells)
    check_columns({field: column for field, column in mapping.items() if field in FIELDS and 0 <= column < width})
    waiting.choose(mapping, by=by)


def preview(by: str) -> Preview:
    """What accepting would do. Raises NotFound when no file waits or its columns are not chosen."""
    found = _pending(by)
    sheet = sheet_of(found.grid, _chosen(found))
    report = import_sheet(sheet, prison=this_prison(), by=by, check_only=True)
    rows = tuple(
        (line.row, tuple(shown(field, line.cells[field]) for field in sheet.columns))
        for line in sheet.lines[:FIRST_ROWS]
    )
    return Preview(report, sheet.columns, rows, _notes(found.grid))


def accept_file(*, by: str) -> ImportReport:
    """Import the waiting file, remember its columns for this prison, and let it go.

    Raises NotFound when it is gone: accepted before, cancelled, or an hour old.
    """
    found = _pending(by)
    mapping = _chosen(found)
    with transaction.atomic():
        report = import_sheet(sheet_of(found.grid, mapping), prison=this_prison(), by=by)
        _remember(found.grid, mapping, by)
    waiting.discard(by)
    return report


def cancel_file(*, by: str) -> None:
    """Let the waiting file go; nothing was written."""
    waiting.discard(by)


def _remember(grid: Grid, mapping: Mapping[str, int], by: str) -> None:
    headings = headings_print(headings_of(grid), prison=this_prison())
    ColumnMapping.objects.bulk_create(
        [ColumnMapping(headings=headings, mapping=dict(mapping), by=by, at=clock.now())],
        update_conflicts=True,
        unique_fields=["headings"],
        update_fields=["mapping", "by", "at"],
    )


def _notes(grid: Grid) -> tuple[str, ...]:
    return tuple(note_text(code, detail) for code, detail in grid.notes)


def _pending(by: str) -> waiting.Pending:
    found = waiting.pending(by)
    if found is None:
        rule = _(
            "The file is no longer here: it was imported, cancelled, or sent more than an hour ago. Send it again."
        )
        raise NotFound(code="import-gone", field="file", value="", rule=rule)
    return found


def _chosen(found: waiting.Pending) -> Mapping[str, int]:
    if found.mapping is None:
        raise NotFound(
            code="columns-unchosen", field="columns", value="", rule=_("Choose the columns of the file first.")
        )
    return found.mapping
