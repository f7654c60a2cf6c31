"""A workbook is read as people mean it: what is hidden, merged, computed or damaged is told, nothing is guessed."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from core.errors import Refused
from programs.people.models import Person
from programs.people.services import as_xlsx, import_people, template_csv, template_xlsx
from programs.people.services.grids import MOST_ROWS, note_text
from programs.people.services.spreadsheet import read_grid
from tenants.isolation.acting import in_prison
from tests.people.scene import HEADING, line, sheet
from tests.people.workbooks import rewritten, rows_of, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def imported(content: bytes):
    with in_prison("IDM"):
        return import_people(content, prison="IDM", by="officer")


def rejected(content: bytes) -> list[tuple[int, str]]:
    return [(each.row, each.field) for each in imported(content).rejected]


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_grid(content)
    assert refused.value.field == "file"
    assert str(refused.value.rule)
    return refused.value.code


def notes(content: bytes) -> dict[str, str]:
    grid = read_grid(content)
    assert all(detail in note_text(code, detail) for code, detail in grid.notes)
    return dict(grid.notes)


def test_a_workbook_says_the_same_as_the_csv_and_again_changes_nothing():
    lines = [line(1), line(2, kind="tahanan"), line(3, kind="anak binaan", born="2010-03-31")]
    assert imported(workbook(rows_of(*lines))).created == 3
    again = imported(sheet(*lines))
    assert (again.unchanged, again.updated, again.created) == (3, 0, 0)
    assert imported(workbook(rows_of(*lines))).unchanged == 3


def test_dates_numbers_and_texts_are_taken_as_they_look():
    row = [20240001.0, "Orang Contoh", "napi", datetime(1992, 2, 29, tzinfo=UTC).replace(tzinfo=None)]
    row += [date(2024, 1, 15), "15/01/2028", 7, "rendah", None]
    assert imported(workbook([HEADING.split(","), row])).created == 1
    with in_prison("IDM"):
        person = Person.objects.get()
        assert (person.register_masked, person.sentenced_on, person.release_on) == (
            "••••001",
            date(2024, 1, 15),
            date(2028, 1, 15),
        )
        assert person.stays.get().block == "7"
        assert person.adult_from <= person.stays.get().began_on


def test_29_february_is_a_day_in_leap_years_only():
    assert rejected(sheet(line(1, born="1992-02-29"), line(2, born="1993-02-29"))) == [(3, "birth_date")]


def test_a_birth_date_in_the_future_is_refused_as_a_real_date_too():
    rows = rows_of(line(1))
    rows[1][3] = date(2027, 1, 1)
    assert rejected(workbook(rows)) == [(2, "birth_date")]


def test_a_number_that_the_spreadsheet_has_rounded_is_not_taken():
    rows = rows_of(line(1))
    rows[1][0] = 3212345678901234567
    assert rejected(workbook(rows)) == [(2, "register_number")]


def test_the_first_visible_sheet_is_read_and_the_others_are_named():
    def change(book) -> None:
        book.active.sheet_state = "hidden"
        visible = book.create_sheet("Orang")
        for row in rows_of(line(1)):
            visible.append(row)
        book.create_sheet("Catatan")

    content = workbook(rows_of(line(7), line(8)), change)
    assert notes(content) == {"sheet": "Orang", "hidden-sheets": "Daftar", "other-sheets": "Catatan"}
    assert imported(content).created == 1


def test_hidden_rows_and_columns_are_read_and_told():
    def change(book) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True

    content = workbook(rows_of(line(1), line(2)), change)
    assert (notes(content)["hidden-rows"], notes(content)["hidden-columns"]) == ("3", "C")
    assert imported(content).created == 2


def test_a_merged_cell_rejects_the_rows_that_it_covers():
    def change(book) -> None:
        book.active.merge_cells("G2:G3")

    content = workbook(rows_of(line(1), line(2), line(3)), change)
    assert notes(content)["merged"] == "G2:G3"
    assert rejected(content) == [(3, "block")]


def test_a_merged_title_above_the_headings_harms_nothing():
    def change(book) -> None:
        book.active.insert_rows(1, 2)
        book.active["A1"] = "DAFTAR WARGA BINAAN"
        book.active.merge_cells("A1:I1")

    assert imported(workbook(rows_of(line(1), line(2)), change)).created == 2


def test_a_formula_counts_by_its_stored_value_and_without_one_rejects_the_row():
    content = workbook(rows_of(line(1), line(2)), lambda book: book.active.__setitem__("B3", '="Orang "&"Dua"'))
    assert notes(content)["formulas"] == "1"
    assert rejected(content) == [(3, "name")]

    def stored(name: str, part: bytes) -> bytes:
        return (
            part.replace(b'<c r="B3"><f>', b'<c r="B3" t="str"><f>')
            .replace(b"</f><v/>", b"</f><v>Orang Dua</v>")
            .replace(b"</f><v />", b"</f><v>Orang Dua</v>")
        )

    assert imported(rewritten(content, stored)).created == 1


def test_an_error_of_the_spreadsheet_rejects_its_row():
    content = workbook(rows_of(line(1)), lambda book: book.active.__setitem__("G2", "#N/A"))
    assert rejected(content) == [(2, "block")]


def test_old_protected_and_foreign_files_are_refused_by_name():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal(old) == "file-old"
    assert refusal(old + "EncryptedPackage".encode("utf-16-le")) == "file-encrypted"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(other.getvalue()) == "file-not-workbook"
    assert refusal(b"PK\x03\x04 cut") == "file-malformed"
    assert refusal(workbook(rows_of(line(1)))[:2000]) == "file-malformed"


def test_a_bomb_is_refused_before_it_is_unpacked():
    def blow(name: str, part: bytes) -> bytes:
        return part + b" " * (40 * 1024 * 1024) if name.endswith("sheet1.xml") else part

    bomb = rewritten(workbook(rows_of(line(1))), blow)
    assert len(bomb) < 200_000
    assert refusal(bomb) == "file-too-large"

    def declare(name: str, part: bytes) -> bytes:
        return b'<!DOCTYPE a [<!ENTITY b "c">]>' + part if name == "xl/workbook.xml" else part

    assert refusal(rewritten(workbook(rows_of(line(1))), declare)) == "file-not-workbook"


def test_a_workbook_whose_parts_are_rubbish_is_refused():
    for broken in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        content = rewritten(
            workbook(rows_of(line(1))), lambda name, part, broken=broken: b"<x" if name == broken else part
        )
        assert refusal(content) == "file-malformed"


def test_without_a_visible_row_or_with_too_many_there_is_nothing_to_read():
    assert refusal_of_import(workbook([])) == "file-empty"
    assert refusal(("x\n" * (MOST_ROWS + 1)).encode()) == "too-many-rows"


def refusal_of_import(content: bytes) -> str:
    with in_prison("IDM"), pytest.raises(Refused) as refused:
        import_people(content, prison="IDM", by="officer")
    return refused.value.code


def test_five_megabytes_in_the_wrong_encoding_are_refused_clearly():
    text = sheet(*(line(number) for number in range(1, 40))).decode()
    wide = (text * (5 * 1024 * 1024 // (2 * len(text)) + 1)).encode("utf-16")
    assert len(wide) > 5 * 1024 * 1024 - 100_000
    assert refusal(wide) == "file-not-text"
    assert refusal(text.encode() + b"\x81\x8d\x8f" * 1_700_000) == "file-encoding"


def test_the_template_is_read_and_its_example_row_is_left_out():
    for content in (template_xlsx(), template_csv()):
        report = imported(content)
        assert (report.read, report.created) == (1, 0)
        assert [each.field for each in report.rejected] == ["register_number"]


def test_a_workbook_that_is_taken_away_holds_texts_and_no_formula():
    grid = read_grid(as_xlsx("Orang", [["name", "x"], ["=1+1", "'=A1"]]))
    assert [cells for _row, cells in grid.rows] == [("name", "x"), ("=1+1", "'=A1")]
    assert not grid.faults
