"""Owns spreadsheets that people take away: the empty list to fill in, with its instructions, and rows as XLSX."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from programs.people.services.columns import EXAMPLE_REGISTER

TITLES = {
    "register_number": "Nomor register",
    "name": "Nama",
    "kind": "Jenis",
    "birth_date": "Tanggal lahir",
    "block": "Blok",
    "risk": "Tingkat risiko",
    "sentenced_on": "Tanggal putusan",
    "release_on": "Tanggal bebas",
    "education": "Pendidikan",
}
EXAMPLE: dict[str, str | date] = {
    "register_number": EXAMPLE_REGISTER,
    "name": "Nama Contoh",
    "kind": "narapidana",
    "birth_date": date(1990, 5, 1),
    "block": "A1",
    "risk": "rendah",
    "sentenced_on": date(2024, 1, 15),
    "release_on": date(2028, 1, 15),
    "education": "SMA",
}
INSTRUCTIONS = (
    ("Kolom", "Wajib", "Isi"),
    ("Nomor register", "ya", "Sebagai teks, paling banyak 40 huruf. Orang yang sama dikenali dari nomor ini."),
    ("Nama", "ya", "Nama lengkap, paling banyak 120 huruf."),
    ("Jenis", "ya", "narapidana, tahanan, atau anak binaan."),
    ("Tanggal lahir", "ya", "2001-12-31, 31/12/2001, atau 31-12-2001."),
    ("Blok", "kolom wajib, isi boleh kosong", "Blok hunian, paling banyak 40 huruf."),
    ("Tingkat risiko", "kolom wajib, isi boleh kosong", "rendah, sedang, tinggi, atau sangat tinggi."),
    ("Tanggal putusan", "tidak", "Tidak boleh di masa depan."),
    ("Tanggal bebas", "tidak", "Tidak boleh sebelum tanggal putusan."),
    ("Pendidikan", "tidak", "Paling banyak 40 huruf."),
    ("", "", "Hapus baris contoh. Jangan gabungkan sel, jangan pakai rumus. Hanya lembar pertama yang dibaca."),
    ("", "", "Impor berulang tidak mengubah apa pun. Tidak ada yang ditulis sebelum Anda menerima pratinjau."),
)
WIDEST = 60


def template_csv() -> bytes:
    """The headings and the example row as CSV, as spreadsheets here open it (semicolons, UTF-8 with its mark)."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([TITLES.values(), [str(value) for value in EXAMPLE.values()]])
    return written.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """The same as a workbook, with a second sheet that says what each column takes."""
    book = _book()
    _fill(book.active, "Orang", [list(TITLES.values()), list(EXAMPLE.values())])
    _fill(book.create_sheet(), "Petunjuk", INSTRUCTIONS)
    return _bytes(book)


def as_xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows of texts, headings first, as a workbook of one sheet; every cell is text, none a formula."""
    book = _book()
    _fill(book.active, title, rows)
    return _bytes(book)


def _book() -> Any:
    from openpyxl import Workbook  # noqa: PLC0415 - a large writer, only where a workbook is asked for

    return Workbook()


def _fill(sheet: Any, title: str, rows: Sequence[Sequence[str | date]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - see _book

    sheet.title, sheet.freeze_panes = title, "A2"
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            else:
                cell.data_type, cell.number_format = "s", "@"
            if number == 1:
                cell.font = Font(bold=True)
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(longest + 3, WIDEST)


def _bytes(book: Any) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
