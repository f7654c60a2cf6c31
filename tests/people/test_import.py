"""A list of people comes in whole, good rows in and bad rows named, and never a cell quoted."""

import codecs
import time
from datetime import date

import pytest

from core import crypto
from core.errors import Refused
from core.models import OutboxEvent
from programs.people import selectors
from programs.people.models import Person
from programs.people.services import enrol, import_people
from programs.people.services.importing import adult_from, masked
from programs.records.models import AuditEntry
from tenants.isolation.acting import acting_as, in_prison
from tests.people.scene import DAY, HEADING, clear, consent, line, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def imported(*lines: str, **kwargs: bool):
    with in_prison("IDM"):
        return import_people(sheet(*lines), prison="IDM", by="officer", **kwargs)


def persons() -> list[Person]:
    with in_prison("IDM"):
        return list(Person.objects.in_card_order())


def test_people_get_cards_in_order_and_their_secrets_sealed():
    report = imported(line(1), line(2, kind="tahanan"), line(3, kind="anak binaan", born="2010-03-31"))
    assert (report.read, report.created, report.rejected) == (3, 3, [])
    first, second, child = persons()
    assert [p.card_number for p in (first, second, child)] == ["K-0001", "K-0002", "K-0003"]
    assert (second.kind, child.kind) == ("tahanan", "anak")
    assert first.register_masked == "••••024"
    assert b"BI.001" not in bytes(first.register_sealed)
    assert crypto.unseal(bytes(first.register_sealed), prison="IDM", field="register") == "BI.001/2024"
    assert crypto.unseal(bytes(first.birth_sealed), prison="IDM", field="birth") == "1990-05-01"
    assert (first.adult_from, child.adult_from) == (DAY, date(2028, 4, 1))
    assert (first.sentenced_on, first.release_on) == (date(2024, 1, 15), date(2028, 1, 15))


def test_the_same_file_again_changes_nothing():
    imported(line(1), line(2))
    with in_prison("IDM"):
        before = (AuditEntry.objects.count(), list(Person.objects.values_list("version", flat=True)))
        report = import_people(sheet(line(1), line(2)), prison="IDM", by="officer")
        assert (AuditEntry.objects.count(), list(Person.objects.values_list("version", flat=True))) == before
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)


def test_a_changed_row_updates_the_person_with_that_register_number():
    imported(line(1), line(2))
    changed = line(1, name="Nama Baru", born="1991-06-02").replace("BI.001/2024", " bi. 001/2024")
    report = imported(changed, line(2))
    assert (report.updated, report.unchanged) == (1, 1)
    person = persons()[0]
    assert (person.name, person.card_number, person.version) == ("Nama Baru", "K-0001", 2)
    assert crypto.unseal(bytes(person.birth_sealed), prison="IDM", field="birth") == "1991-06-02"


def test_columns_that_the_file_lacks_keep_what_is_known():
    imported(line(1))
    with in_prison("IDM"):
        short = b"register_number,name,kind,birth_date,block,risk\nBI.001/2024,Orang Contoh 1,narapidana,1990-05-01,A1,rendah"
        assert import_people(short, prison="IDM", by="officer").unchanged == 1


def test_a_check_reports_and_writes_nothing():
    report = imported(line(1), line(2, born="2099-01-01"), check_only=True)
    assert (report.created, len(report.rejected)) == (1, 1)
    assert persons() == []
    with in_prison("IDM"):
        assert not AuditEntry.objects.filter(act="people.imported").exists()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_of_three_separators_and_two_encodings_are_read(separator, encoding):
    headings = [
        "Blok",
        "NAMA",
        "Nomor_Register",
        "Jenis",
        "Tanggal Lahir",
        "Tgl. Putusan",
        "Tanggal bebas/ekspirasi",
        "Risiko",
        "Pendidikan",
    ]
    cells = ["A1", "Añí Contoh", "B 7/2024", "Narapidana", "31/12/2001", "2-1-2023", "2027-01-02", "Rendah", "SMA"]
    content = "\r\n".join(separator.join(row) for row in (headings, cells)).encode(encoding)
    with in_prison("IDM"):
        report = import_people(content, prison="IDM", by="officer")
    assert (report.created, report.rejected) == (1, [])
    with in_prison("IDM"):
        (person,) = selectors.persons(DAY)
    assert (person.name, person.block, person.risk) == ("Añí Contoh", "A1", "low")
    assert person.sentenced_on == date(2023, 1, 2)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("BI.001/2024", "", "register_number"),
        ("BI.001/2024", "=1+1", "register_number"),
        ("BI.001/2024", "B" * 41, "register_number"),
        ("BI.001/2024", "BI\u200b001", "register_number"),
        ("Orang Contoh 1", " ", "name"),
        ("Orang Contoh 1", "@SUM(A1)", "name"),
        ("Orang Contoh 1", " +62", "name"),
        ("Orang Contoh 1", "＝cmd", "name"),
        ("Orang Contoh 1", "N" * 121, "name"),
        ("narapidana", "petugas", "kind"),
        ("1990-05-01", "1899-12-31", "birth_date"),
        ("1990-05-01", "2026-11-03", "birth_date"),
        ("1990-05-01", "2012-11-03", "birth_date"),
        ("1990-05-01", "1990-02-30", "birth_date"),
        ("1990-05-01", "05/01/90", "birth_date"),
        ("1990-05-01", "٠١/٠٥/١٩٩٠", "birth_date"),
        ("2024-01-15", "2026-11-03", "sentenced_on"),
        ("2024-01-15", "1980-01-01", "sentenced_on"),
        ("2028-01-15", "2023-01-01", "release_on"),
        ("rendah", "kuning", "risk"),
        ("SMA", "SMA,lebih", "row"),
    ],
)
def test_a_bad_cell_rejects_its_row_by_name_and_the_good_row_is_imported(old, new, field):
    report = imported(line(1).replace(old, new), line(2))
    assert (report.read, report.created) == (2, 1)
    (rejected,) = report.rejected
    assert (rejected.row, rejected.field) == (2, field)
    assert rejected.reason
    assert len(new) < 5 or new.strip() not in rejected.reason


def test_the_limits_of_age_are_good():
    assert imported(line(1, born="1900-01-01"), line(2, kind="anak", born="2012-11-02")).created == 2


def test_a_register_number_that_stands_twice_is_taken_once():
    report = imported(line(1), line(2), line(1, name="Lain").replace("BI.001", "bi .001"))
    assert (report.created, report.read) == (2, 3)
    (rejected,) = report.rejected
    assert (rejected.row, rejected.field) == (4, "register_number")
    assert "2" in rejected.reason
    assert "001" not in rejected.reason


def test_a_bad_first_row_does_not_block_a_good_one_with_the_same_number():
    report = imported(line(1, kind="x"), line(1))
    assert (report.created, len(report.rejected)) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\n\n", "file-empty"),
        (b"name,kind\nA,narapidana", "column-missing"),
        (f"{HEADING},nama".encode(), "column-twice"),
        (b"PK\x03\x04\x00\x00", "file-malformed"),
        (HEADING.encode() + b"\n\x81\x8d", "file-encoding"),
        (HEADING.encode() + b'\n"BI', "file-malformed"),
        (codecs.BOM_UTF16_LE + "nama".encode("utf-16-le"), "file-not-text"),
        (b"x" * (10 * 1024 * 1024 + 1), "file-too-large"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused(content, code):
    with in_prison("IDM"), pytest.raises(Refused) as refused:
        import_people(content, prison="IDM", by="officer")
    assert refused.value.code == code


def test_the_separator_line_of_a_spreadsheet_is_skipped_and_rows_keep_their_numbers():
    content = b"sep=;\n" + HEADING.replace(",", ";").encode() + b"\n\n" + line(1, kind="x").replace(",", ";").encode()
    with in_prison("IDM"):
        report = import_people(content, prison="IDM", by="officer")
    assert (report.read, report.rejected[0].row) == (1, 4)


@pytest.mark.usefixtures("program")
def test_who_worked_for_sale_stays_convicted_and_adult():
    imported(line(1), line(2))
    with in_prison("IDM"):
        for person in selectors.persons(DAY):
            consent(person)
            clear([person])
            enrol(person.pk, program="coir-shade", starts=DAY, by="officer")
    report = imported(line(1, kind="tahanan"), line(2, born="2010-01-01"))
    assert [(r.row, r.field) for r in report.rejected] == [(2, "kind"), (3, "birth_date")]


def test_others_hear_that_the_month_changed_and_nothing_more():
    imported(line(1))
    with acting_as("relay"):
        (event,) = OutboxEvent.objects.filter(topic="people.period_dirty")
        assert (event.prison_code, event.body) == ("IDM", {"period": "2026-11"})


def test_two_thousand_rows_take_seconds_and_no_query_a_row(django_assert_max_num_queries):
    lines = [line(number) for number in range(2000)]
    begin = time.perf_counter()
    with django_assert_max_num_queries(25):
        assert imported(*lines).created == 2000
    with django_assert_max_num_queries(25):
        assert imported(*[each.replace("rendah", "sedang") for each in lines]).updated == 2000
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("birth", "admitted", "expected"),
    [
        (date(2000, 1, 1), date(2026, 11, 2), date(2026, 11, 2)),
        (date(2008, 11, 2), date(2026, 11, 2), date(2026, 11, 2)),
        (date(2008, 11, 3), date(2026, 11, 2), date(2026, 12, 1)),
        (date(2008, 12, 1), date(2026, 11, 2), date(2027, 1, 1)),
        (date(2012, 2, 29), date(2026, 11, 2), date(2030, 4, 1)),
    ],
)
def test_eighteen_counts_from_the_day_it_is_certain(birth, admitted, expected):
    assert adult_from(birth, admitted=admitted) == expected


@pytest.mark.parametrize(("register", "shown"), [("BI.123/2024", "••••024"), ("1234", "••••34"), ("1", "••••")])
def test_a_mask_shows_three_characters_at_most_and_never_the_whole(register, shown):
    assert masked(register) == shown
