"""`rollup` and `compare_prisons`: one JSON document, clear refusals, nothing half done."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core import clock
from national.indicators import PUBLISHED
from tests.national.making import NOW, publish_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def run(command: str, *arguments: str) -> dict:
    out = io.StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def refused(command: str, *arguments: str) -> dict:
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(command, *arguments, "--json", stdout=out)
    assert end.value.code == 2
    return json.loads(out.getvalue())["error"]


def test_the_running_month_and_the_one_before_are_published():
    facts = run("rollup")
    assert facts.keys() == {"prisons", "observations", "changed", "seconds"}
    assert (facts["prisons"], facts["observations"], facts["changed"]) == (2, 4 * len(PUBLISHED), 4 * len(PUBLISHED))
    assert run("rollup")["changed"] == 0


def test_one_prison_and_one_month():
    facts = run("rollup", "--prison", "IDM", "--period", "2026-09")
    assert (facts["prisons"], facts["changed"]) == (1, len(PUBLISHED))


def test_a_full_recount_equals_what_was_published_month_by_month():
    first = run("rollup", "--prison", "IDM", "--full")
    assert first["observations"] == 23 * len(PUBLISHED)  # from January 2025, when the cast was onboarded
    assert run("rollup", "--prison", "IDM", "--full")["changed"] == 0


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(("--prison", "NOPE"), "prison"), (("--period", "2026-00"), "period"), (("--period", "2027-01"), "period")],
)
def test_rollup_refuses_what_does_not_exist(arguments, field):
    assert refused("rollup", *arguments)["field"] == field


def test_a_month_and_everything_exclude_each_other():
    with pytest.raises(CommandError):
        call_command("rollup", "--full", "--period", "2026-10")


def test_the_comparison_is_one_document():
    publish_row("IDM", 81, 263)
    facts = run("compare_prisons", "--indicator", "participation-all", "--period", "2026-10")
    assert {"indicator", "period", "coverage", "rows", "demo"} <= facts.keys()
    row = facts["rows"][0]
    assert {"code", "numerator", "denominator", "value", "low", "high", "suppressed"} <= row.keys()
    assert (row["code"], row["numerator"], row["suppressed"]) == ("IDM", 81, False)


def test_people_read_a_table(capsys):
    publish_row("IDM", 81, 263)
    publish_row("GRT", 2, 263)
    call_command("compare_prisons", "--indicator", "participation-all", "--period", "2026-10")
    out = capsys.readouterr().out
    assert "2 of 189" in out
    assert "0.3080" in out
    assert "True" in out


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("--indicator", "happiness", "--period", "2026-10"), "indicator"),
        (("--indicator", "sales", "--period", "soon"), "period"),
        (("--indicator", "sales", "--period", "2026-10", "--peer", "castle"), "peer"),
    ],
)
def test_compare_refuses_what_does_not_exist(arguments, field):
    assert refused("compare_prisons", *arguments)["field"] == field
