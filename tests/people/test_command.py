"""The import as a command: one JSON document or a table, and exit code 2 with field, value and rule."""

import json

import pytest
from django.core.management import call_command

from programs.people.models import Person
from tenants.isolation.acting import in_prison
from tests.people.scene import line, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "orang.csv"
    path.write_bytes(sheet(line(1), line(2, kind="petugas")))
    return str(path)


def refused(capsys, *args: str) -> dict[str, str]:
    with pytest.raises(SystemExit) as ended:
        call_command("import_people", *args, "--json")
    assert ended.value.code == 2
    return json.loads(capsys.readouterr().out)["error"]


def test_the_report_is_one_json_document(file, capsys):
    call_command("import_people", file, "--prison", "IDM", "--json")
    report = json.loads(capsys.readouterr().out)
    assert {key: report[key] for key in ("read", "created", "updated", "unchanged")} == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
    }
    (rejected,) = report["rejected"]
    assert (rejected["row"], rejected["field"], bool(rejected["reason"])) == (3, "kind", True)


def test_people_read_a_table(file, capsys):
    call_command("import_people", file, "--prison", "IDM")
    shown = capsys.readouterr().out
    assert "created    1" in shown
    assert "kind" in shown
    assert "petugas" not in shown
    assert "Orang" not in shown


def test_a_check_writes_nothing(file, capsys):
    call_command("import_people", file, "--prison", "IDM", "--check")
    with in_prison("IDM"):
        assert not Person.objects.exists()


@pytest.mark.parametrize("code", ["CRB", "idm", "public", "pg_x", "I'DM", "X" * 65, ""])
def test_a_prison_that_is_none_is_told(file, capsys, code):
    error = refused(capsys, file, "--prison", code)
    assert error["field"] in {"prison", "code"}
    assert error["rule"]


def test_a_file_that_cannot_be_read_is_told(tmp_path, capsys):
    assert refused(capsys, str(tmp_path / "none.csv"), "--prison", "IDM")["field"] == "file"
    assert refused(capsys, str(tmp_path), "--prison", "IDM")["code"] == "file-unreadable"


def test_a_missing_column_is_told(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("name,kind\nA,tahanan")
    error = refused(capsys, str(path), "--prison", "IDM")
    assert (error["code"], error["field"]) == ("column-missing", "columns")
    assert "register_number" in error["value"]
