"""`place_order FILE` is what an outside program calls: a table or one JSON document, errors with exit code 2."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.orders.market import line, offer, order_body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    offer("IDM")
    offer("GRT")


def run(source: Any, tmp_path: Path, *arguments: str) -> tuple[str, int]:
    """What the command prints and its exit code, for a body, for text or for bytes."""
    file = tmp_path / "order.json"
    file.write_bytes(source if isinstance(source, bytes) else json.dumps(source).encode())
    return run_file(str(file), *arguments)


def run_file(name: str, *arguments: str) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("place_order", name, *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def test_json_holds_the_contract(tmp_path):
    text, code = run(order_body(line(3), line(5, "GRT")), tmp_path, "--json")
    placed = json.loads(text)
    assert code == 0
    assert {"order", "id", "parts", "total", "currency", "destination", "decision", "evidence"} <= placed.keys()
    assert [set(part) >= {"prison", "lines", "total"} for part in placed["parts"]] == [True, True]
    assert placed["total"] == 8 * 450_000


def test_people_read_a_table(tmp_path):
    text, code = run(order_body(), tmp_path)
    assert code == 0
    assert "2250000" in text
    assert "coir-shade" in text
    assert "Rahasia" not in text


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(order_body()).encode())))
    text, code = run_file("-", "--json")
    assert (code, json.loads(text)["total"]) == (0, 2_250_000)


@pytest.mark.parametrize(
    ("source", "code", "field"),
    [
        ([], "not-an-object", "body"),
        (order_body(line(0)), "quantity-malformed", "lines[0].quantity"),
        (order_body(line(10**12)), "quantity-malformed", "lines[0].quantity"),
        (order_body(line(1, product="moon")), "product-unknown", "lines[0].product"),
        (order_body(line(51)), "stock-short", "lines[0].quantity"),
        (order_body(country="Atlantis"), "country-unknown", "ship_to.country"),
        (b"{", "json-malformed", "file"),
        (b"", "json-malformed", "file"),
        (b"\xff\xfe{}", "json-malformed", "file"),
        (b'{"lines": 1, "lines": 2}', "json-malformed", "file"),
        (b'{"lines": NaN}', "json-malformed", "file"),
        (b"[" * 100_000, "json-malformed", "file"),
        (b"9" * 5000, "json-malformed", "file"),
        (b" " * 1_000_001, "file-too-large", "file"),
    ],
    ids=range(14),
)
def test_a_refusal_is_json_with_exit_code_two(tmp_path, source, code, field):
    for arguments in ((), ("--json",)):
        text, exit_code = run(source, tmp_path, *arguments)
        error = json.loads(text)["error"]
        assert (exit_code, error["code"], error["field"]) == (2, code, field)
        assert error["rule"]


def test_a_blocked_country_is_refused_with_its_citation(tmp_path):
    text, code = run(order_body(country="United States of America"), tmp_path, "--json")
    error = json.loads(text)["error"]
    assert (code, error["code"]) == (2, "destination-blocked")
    assert "19 USC 1307" in error["citation"]
    assert error["value"] == "United States of America"


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    _text, code = run(b"\xef\xbb\xbf" + json.dumps(order_body()).encode(), tmp_path)
    assert code == 0


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    for name in (str(tmp_path / "none.json"), str(tmp_path)):
        text, code = run_file(name)
        error = json.loads(text)["error"]
        assert (code, error["code"], error["value"]) == (2, "file-unreadable", name)
