"""The issue's list of bad input, end to end through the commands: exit code 2, one document that names the fault, nothing written."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core import clock
from core.logins import become_app, become_owner
from tenants.isolation.acting import acting_as
from tests.databases import login
from tests.orders.market import line, offer, order_body
from tests.people.scene import line as person
from tests.people.scene import sheet
from tests.replication.cirebon import ARGUMENTS

KEYS = {"code", "field", "value", "rule", "citation"}
CODES = (
    "public", "PUBLIC", "pg_x", "PG_X", "PG", "crb", "C", "1CB", "C" * 11, "C" * 64, "C" * 70_000, "CR B", "CR-B", "", " CRB",
    "CRB\n", "CR'B", 'CR"B', "CRB;DROP SCHEMA public", "ЦРБ", "ＣＲＢ", "CRB\x00", "C\u0301B", "..", "{0}", "%s",
)  # fmt: skip
ONBOARDING = [
    *(("--code", code, "code") for code in CODES),
    ("--code", "IDM", "code"),
    *(("--template", text, "template") for text in ("nowhere", "indramayu@99", "indramayu@0", "indramayu@", "@1", "", "x\x00")),
    *(("--province", text, "province") for text in ("99", "", "3", "032", "32 ", "ab", "3\x002", "٣٢")),
    *(("--slug", text, "domain") for text in ("indramayu", "garut", "-x", "X", "a" * 64, "a.b", "a_b", "x\x00", "ünd")),
    *(("--kind", text, "kind") for text in ("jail", "", "LAPAS")),
    *(("--class", text, "class") for text in ("IV", "", "1")),
    *(("--programs", text, "programs") for text in ("gold", "", ",", "coir-shade,gold")),
    *(("--admin-email", text, "admin_email") for text in ("x", "a@b@c.id", "", "x" * 300 + "@a.id", "a@b.id\nBcc: x@y.id")),
    ("--scheme", "X", "scheme"),
    *(("--name", text, "name") for text in ("", "ab", "a\x00bc", "a\nbc", "n" * 121)),
    ("--decree", "d" * 81, "decree_number"),
]  # fmt: skip
AMERICAS = (
    "US", "us", "U.S.A.", "usa", "United States", "UNITED STATES OF AMERICA", "Amerika Serikat", "Estados Unidos", "EE.UU.",
    "Puerto Rico", "the  united\tstates", "Ｕ\N{FULLWIDTH FULL STOP}Ｓ", "Unіted States", "États-Unis", "PR", "Guam", "米国", "U S A",
)  # fmt: skip


def rows() -> dict[str, int]:
    """How many rows each table of each schema holds, and which roles there are."""
    become_owner()
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind = 'r' AND (nspname = 'public' OR nspname LIKE 'prison%')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables))
        found = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM pg_roles")
        found["roles"] = cursor.fetchone()[0]
    become_app()
    return found


def refusal(command: str, *arguments: str) -> dict[str, Any]:
    """The error of a command called with --json, after looking at its form."""
    out, err = io.StringIO(), io.StringIO()
    try:
        with pytest.raises(SystemExit) as ended:
            call_command(command, *arguments, "--json", stdout=out, stderr=err)
    except BaseException as error:
        raise AssertionError(f"{command} {arguments}: {error!r} {out.getvalue()[:200]}") from error
    assert (ended.value.code, err.getvalue()) == (2, "")
    document = json.loads(out.getvalue())
    assert document.keys() == {"error"}
    error: dict[str, Any] = document["error"]
    assert error.keys() == KEYS
    assert error["rule"]
    assert error["field"]
    assert len(out.getvalue()) < 2000
    return error


def test_no_wrong_value_onboards_anything(own_database: str) -> None:
    before, wrong = rows(), []
    for option, value, field in ONBOARDING:
        error = refusal("onboard_prison", *ARGUMENTS, f"{option}={value}")
        wrong += [] if error["field"] == field else [(option, value[:80], error)]
    assert wrong == []
    assert rows() == before


def test_no_wrong_prison_is_asked(own_database: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(sheet(person(1)))
    before = rows()
    for code in CODES:
        for command in ("import_people", "rollup", "check_invariants", "migrate_fleet"):
            become_app()  # a command before may have left the owner's login
            named = [str(file)] if command == "import_people" else []
            assert refusal(command, *named, f"--prison={code}")["field"] in {"prison", "code"}, (command, code[:80])
    assert rows() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\x00\x01\x02\xff" * 100, "file-not-text"),
        (b"PK\x03\x04" + bytes(500), "file-malformed"),
        (b"\x89PNG\r\n\x1a\n" + b"\x81" * 50, "file-encoding"),
        ("register_number;name\n1;A".encode("utf-16"), "file-not-text"),
        (b'"', "file-malformed"),
        (b"a" * 200_000, "file-malformed"),
        (b"register_number,name,kind,birth_date,block,risk,name\n", "column-twice"),
        (None, "file-unreadable"),
    ],
)
def test_no_file_that_is_no_list_is_imported(own_database: str, tmp_path: Path, content, code) -> None:
    file = tmp_path / "people.csv"
    file.mkdir() if content is None else file.write_bytes(content)
    before = rows()
    error = refusal("import_people", str(file), "--prison", "IDM")
    assert error["code"] == code
    assert refusal("import_people", str(tmp_path / "missing"), "--prison", "IDM")["code"] == "file-unreadable"
    assert rows() == before


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("Contoh", "Cöntoh").encode("cp1252"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: ("sep=;\n" + text.replace(",", ";")).encode("utf-8-sig"),
    ],
)
@pytest.mark.django_db
def test_good_rows_of_a_foreign_spreadsheet_come_in_and_bad_ones_are_named(
    tmp_path: Path, write: Callable[[str], bytes]
) -> None:
    text = sheet(person(1), person(1), person(2, name="=HYPERLINK(1)"), person(3, name="@x"), person(4)).decode()
    file, out = tmp_path / "people.csv", io.StringIO()
    file.write_bytes(write(text))
    call_command("import_people", str(file), "--prison", "IDM", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["read"], report["created"]) == (5, 2)
    assert [each["field"] for each in report["rejected"]] == ["register_number", "name", "name"]
    assert not any("HYPERLINK" in each["reason"] or "/2024" in each["reason"] for each in report["rejected"])


@pytest.mark.parametrize("quantity", [0, -1, 10**12, 10**30, "5", 1.5, 5.0, True, None, [5], {"n": 5}, "", "five"])
@pytest.mark.django_db
def test_no_other_quantity_is_ordered(tmp_path: Path, quantity) -> None:
    offer()
    error = ordered(tmp_path, order_body(line(quantity)))
    assert error["field"] == "lines[0].quantity"


@pytest.mark.parametrize("country", AMERICAS)
@pytest.mark.django_db
def test_america_is_refused_in_every_spelling(tmp_path: Path, country: str) -> None:
    offer()
    for body in (order_body(country=country), order_body(buyer_country=country)):
        error = ordered(tmp_path, body)
        assert error["code"] in {"destination-blocked", "text-malformed"}, error
        assert error["citation"] or error["code"] == "text-malformed"


@pytest.mark.parametrize(
    ("source", "field"),
    [
        (b"[1, 2]", "body"),
        (b'"text"', "body"),
        (b"null", "body"),
        (b"{}", "buyer"),
        (b"{", "file"),
        (b"", "file"),
        (b"\xff\xfe{\x00}\x00", "file"),
        (b'{"buyer": 1, "buyer": 2}', "file"),
        (b'{"buyer": Infinity}', "file"),
        (b"[" * 100_000, "file"),
        (b" " * 1_000_001, "file"),
        (None, "file"),
        (order_body(line(product="moon")), "lines[0].product"),
        (order_body(line(prison="CRB")), "lines[0].prison"),
        (order_body(line(prison="public")), "lines[0].prison"),
        (order_body(line(prison="I'DM")), "lines[0].prison"),
        (order_body(line(prison="I\x00DM")), "lines[0].prison"),
        (order_body(line(), line()), "lines[1].product"),
        (order_body(email="x"), "buyer.email"),
        (order_body(key="k" * 121), "idempotency_key"),
        ({**order_body(), "lines": []}, "lines"),
        ({**order_body(), "lines": {}}, "lines"),
        ({**order_body(), "discount": 100}, "discount"),
        ({**order_body(), "buyer": []}, "buyer"),
    ],
    ids=range(24),
)  # fmt: skip
@pytest.mark.django_db
def test_no_other_body_is_an_order(tmp_path: Path, source, field: str) -> None:
    offer()
    error = ordered(tmp_path, source)
    assert error["field"] == field
    assert "Rahasia" not in json.dumps(error)


def ordered(tmp_path: Path, source: Any) -> dict[str, Any]:
    from core.models import AuditEntry, IdempotencyKey
    from marketplace.catalogue.models import Listing
    from marketplace.orders.models import Buyer, Order

    def there() -> list[int]:
        with acting_as("owner"):
            tables = (Buyer, Order, IdempotencyKey, AuditEntry)
            return [*(model.objects.count() for model in tables), Listing.objects.get().available]

    file = tmp_path / "order.json"
    if source is not None:
        file.write_bytes(source if isinstance(source, bytes) else json.dumps(source).encode())
    before = there()
    error = refusal("place_order", str(file))
    assert there() == before
    return error


PERIODS = (
    "2026-13",
    "2026-00",
    "26-10",
    "2026-1",
    "2026-10-01",
    "2026/10",
    "",
    " 2026-10",
    "2026-10\n",
    "9999-12",
    "0000-01",
    "٢٠٢٦-١٠",
    "x\x00",
)


@pytest.mark.parametrize("period", [*PERIODS, "next"])
@pytest.mark.django_db
def test_no_other_period_is_counted_or_compared(period: str) -> None:
    if period == "next":
        period = f"{clock.now().year + 1}-01"
    for command in (("rollup",), ("compare_prisons", "--indicator=sales")):
        assert refusal(*command, f"--period={period}")["field"] == "period"


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        *(("--indicator", text, "indicator") for text in ("happiness", "", "SALES", "x\x00", "x" * 500)),
        *(("--peer", text, "peer") for text in ("mars", "lapas,mars", "x\x00", "'")),
        *(("--order", text, "order") for text in ("rank", "", "-low")),
    ],
)
@pytest.mark.django_db
def test_nothing_else_is_compared(option: str, value: str, field: str) -> None:
    assert refusal("compare_prisons", "--indicator=sales", "--period=2026-01", f"{option}={value}")["field"] == field


def run(database: str, *arguments: str, body: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """A command as a shell runs it, on the database of the test."""
    logins = {"DATABASE_URL": "app", "OWNER_DATABASE_URL": "owner"}
    environment = {**os.environ, **{name: address(which, database) for name, which in logins.items()}}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        cwd=settings.BASE_DIR,
        input=body,
        capture_output=True,
        check=False,
    )


def address(which: str, database: str) -> str:
    from core import embedded, environment

    names = {"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL"}
    url = environment.text(names[which]) or embedded.database_url(settings.BASE_DIR, which)
    assert login(which)["USER"]
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("onboard_prison", *ARGUMENTS, "--code", "public", "--json"),
        ("import_people", "/nowhere.csv", "--prison", "IDM", "--json"),
        ("place_order", "-", "--json"),
        ("rollup", "--period", "2026-13", "--json"),
        ("compare_prisons", "--indicator", "x", "--period", "2026-01", "--json"),
        ("check_invariants", "--prison", "CRB", "--json"),
        ("migrate_fleet", "--prison", "CRB", "--json"),
        ("publish_template", "/nowhere.yaml", "--json"),
    ],
)  # fmt: skip
def test_a_shell_sees_exit_code_two_one_document_and_no_traceback(
    own_database: str, arguments: tuple[str, ...]
) -> None:
    ran = run(own_database, *arguments, body=b"[]")
    assert ran.returncode == 2, ran.stderr.decode()
    assert json.loads(ran.stdout)["error"].keys() == KEYS
    assert b"Traceback" not in ran.stderr
    plain = run(own_database, *(each for each in arguments if each != "--json"), body=b"[]")
    assert plain.returncode == 2
    assert b"Traceback" not in plain.stdout + plain.stderr
    assert len((plain.stdout + plain.stderr).splitlines()) < 12


@pytest.mark.parametrize(
    "command", ["check_isolation", "check_invariants", "migrate_fleet", "rollup", "place_order", "import_people"]
)
def test_an_option_that_does_not_exist_is_told_without_a_traceback(own_database: str, command: str) -> None:
    ran = run(own_database, command, "--nonsense")
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
