"""A file comes in by four steps; until it is accepted nothing is written, and it waits sealed, for its sender, for an hour."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock
from core.errors import NotFound
from programs.people import services
from programs.people.models import ColumnMapping, Person
from programs.people.services.grids import Grid, grid_of
from programs.people.services.masks import shown
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import MORNING, line, sheet
from tests.people.workbooks import rows_of, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
FOREIGN = "Kode;Siapa;Status;Lahir;Sel;Bahaya\nBI 1/2024;Budi Contoh;napi;31/12/1990;A1;rendah\nBI 2/2024;Ani;petugas;1991-01-02;A2;\n"
CHOSEN = {"register_number": "0", "name": "1", "kind": "2", "birth_date": "3", "block": "4", "risk": "5"}


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


def send(client, content: bytes, name: str = "orang.csv"):
    return client.post(at("import"), {"file": SimpleUploadedFile(name, content)})


def people_here() -> int:
    with in_prison("IDM"):
        return Person.objects.count()


def test_a_file_is_sent_mapped_looked_at_and_accepted(client_at):
    client = client_at("IDM", "officer")
    assert send(client, FOREIGN.encode()).status_code == 302
    columns = client.get(at("import")).content.decode()
    assert "B: Siapa" in columns
    assert client.post(at("import-columns"), {**CHOSEN, "risk": ""}).status_code == 422
    assert client.post(at("import-columns"), {**CHOSEN, "risk": "4"}).status_code == 422
    assert client.post(at("import-columns"), {**CHOSEN, "risk": "9"}).status_code == 422
    assert client.post(at("import-columns"), CHOSEN).status_code == 302
    page = client.get(at("import")).content.decode()
    assert "Budi Contoh" in page
    assert "petugas" in page
    assert "BI 1/2024" not in page
    assert "1990" not in page
    with in_prison("IDM"):
        assert (Person.objects.count(), ColumnMapping.objects.count()) == (0, 0)
        assert not AuditEntry.objects.filter(act="people.imported").exists()
    done = client.post(at("import-accept"))
    assert done.status_code == 200
    assert people_here() == 1
    assert client.post(at("import-accept")).status_code == 404
    assert people_here() == 1


def test_a_workbook_goes_the_same_way_and_says_what_was_left_out(client_at):
    client = client_at("IDM", "officer")
    content = workbook(rows_of(line(1), line(2, kind="petugas")), lambda book: book.create_sheet("Catatan"))
    assert send(client, content, "orang.xlsx").status_code == 302
    assert "Catatan" in client.get(at("import")).content.decode()
    with in_prison("IDM"):
        assert services.waiting_columns("nobody") is None
    columns = {field: str(n) for n, field in enumerate(services.FIELDS)}
    assert client.post(at("import-columns"), columns).status_code in {302, 422}


def test_the_columns_are_remembered_for_this_prison_once_accepted(client_at):
    client = client_at("IDM", "officer")
    send(client, FOREIGN.encode())
    client.post(at("import-columns"), CHOSEN)
    client.post(at("import-accept"))
    send(client_at("IDM", "head"), FOREIGN.replace("Budi", "Bambang").encode())
    page = client_at("IDM", "head").get(at("import")).content.decode()
    assert "Bambang Contoh" in page
    with in_prison("IDM"):
        (kept,) = ColumnMapping.objects.all()
        assert kept.mapping == {field: int(column) for field, column in CHOSEN.items()}
        with transaction.atomic(), pytest.raises(IntegrityError, match="people_columnmapping_headings"):
            ColumnMapping.objects.create(headings=kept.headings, mapping={}, by="x")
    assert "people_columnmapping_headings" == "people_columnmapping_headings"  # noqa: PLR0133
    client.post(at("import"), {"file": SimpleUploadedFile("a.csv", FOREIGN.encode())})
    assert "langkah=kolom" in client.get(at("import")).content.decode()
    assert "B: Siapa" in client.get(at("import") + "?langkah=kolom").content.decode()


def test_the_waiting_file_is_sealed_and_its_senders_alone(client_at):
    officer = client_at("IDM", "officer")
    send(officer, sheet(line(1)))
    kept = [value for key, value in cache._cache.items() if "people.import" in key]
    assert kept
    for secret in (b"BI.001", b"1990-05-01", b"Orang Contoh"):
        assert all(secret not in value for value in kept)
    assert "Orang Contoh" not in client_at("IDM", "head").get(at("import")).content.decode()
    assert client_at("IDM", "head").post(at("import-accept")).status_code == 404


def test_the_file_is_gone_after_an_hour_and_when_cancelled():
    with in_prison("IDM"):
        services.take_file(sheet(line(1)), by="a")
        with clock.at(MORNING + timedelta(minutes=59)):
            assert services.waiting_columns("a") is not None
        with clock.at(MORNING + timedelta(minutes=60)):
            assert services.waiting_columns("a") is None
        assert not [key for key in cache._cache if "people.import" in key]
        services.take_file(sheet(line(1)), by="a")
        services.cancel_file(by="a")
        for act in (services.preview, lambda by: services.accept_file(by=by)):
            with pytest.raises(NotFound):
                act("a")


def test_a_file_waits_in_its_own_prison_only(client_at):
    send(client_at("IDM", "officer"), sheet(line(1)))
    with in_prison("GRT"):
        assert services.waiting_columns("officer") is None


def test_a_bad_file_is_told_on_the_form_and_nothing_waits(client_at):
    client = client_at("IDM", "officer")
    assert client.post(at("import"), {}).status_code == 422
    assert send(client, b"PK\x03\x04 rubbish").status_code == 422
    for megabytes in (10, 13):  # the larger one is not even kept in memory
        response = send(client, b"x" * (megabytes * 1024 * 1024 + 1))
        assert response.status_code == 422
        assert "10 MB" in response.content.decode()
    assert 'type="file"' in client.get(at("import")).content.decode()
    assert client.post(at("import-columns"), CHOSEN).status_code == 404
    assert client.post(at("import-cancel")).status_code == 302


def test_the_templates_are_there_to_take(client_at):
    client = client_at("IDM", "officer")
    assert client.get(at("import-template-csv")).content.decode("utf-8-sig").startswith("Nomor register;Nama;Jenis")
    assert client.get(at("import-template-xlsx")).content.startswith(b"PK")


def test_only_the_head_takes_the_list_away_with_the_full_factor(client_at):
    with in_prison("IDM"):
        services.import_people(sheet(line(1)), prison="IDM", by="x")
    for name in ("export", "export-xlsx"):
        assert client_at("IDM", "officer").get(at(name)).status_code == 403
        assert client_at("IDM", "head", factor="pin").get(at(name)).status_code != 200
        assert client_at("IDM", "head").get(at(name)).status_code == 200
    with in_prison("IDM"):
        assert AuditEntry.objects.filter(act="people.exported").count() == 2


@pytest.mark.parametrize(
    ("field", "cell", "told"),
    [
        ("register_number", "BI.001/2024", "••••024"),
        ("birth_date", "1990-02-30", "••••-••-••"),
        ("name", "1990-02-28", "••••-••-••"),
        ("kind", "petugas", "petugas"),
        ("sentenced_on", "2099-01-01", "2099-01-01"),
        ("name", "a\u0000b" + "x" * 60, "a b" + "x" * 37 + "…"),
        ("block", "", ""),
    ],
)
def test_a_cell_is_shown_without_its_secret(field, cell, told):
    assert shown(field, cell) == told


def test_a_grid_is_kept_as_it_was():
    grid = Grid(((1, ("a", "b")), (4, ("c",))), {(4, 1): "merged"}, (("sheet", "x"),))
    assert grid_of(grid.as_json()) == grid
    assert re.fullmatch(r"\{'rows'.*", str(grid.as_json()))
