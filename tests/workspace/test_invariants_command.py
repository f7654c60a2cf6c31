"""`check_invariants` asks every app in every place, says what does not add up, and ends with 1 when something does not."""

import io
import json
from contextlib import contextmanager
from types import ModuleType

import pytest
from django.core.management import call_command
from django.db import connection

from programs.earnings import services
from programs.earnings.models import PnbpObligation, Posting, PremiEntry, SplitScheme
from tenants.isolation.acting import acting_as, in_prison, owner_in
from tests.earnings.making import make_lot, sale_of, set_rate, sign
from workspace import invariants

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[dict, int]:
    out, code = io.StringIO(), 0
    try:
        call_command("check_invariants", "--json", *arguments, stdout=out)
    except SystemExit as end:
        code = int(end.code)
    return json.loads(out.getvalue()), code


def found(*arguments: str) -> set[tuple[str, str]]:
    facts, code = run(*arguments)
    assert code == (1 if facts["violations"] else 0)
    return {(each["place"], each["violation"].split(":")[0]) for each in facts["violations"]}


@pytest.fixture
def settled():
    with in_prison("IDM"):
        sign()
        set_rate()
        return services.book_sale(sale_of(make_lot(), 10, 450_000))


@contextmanager
def tampering():
    """What only the owner could do to a prison's books."""
    with owner_in("IDM"):
        yield


def test_an_untouched_installation_is_clean(settled):
    facts, code = run()
    assert (facts["violations"], code, facts["prisons"]) == ([], 0, 2)
    assert facts["checked"] >= len(facts["checks"]) > 0


def test_a_lost_posting_is_found(settled):
    with tampering():
        Posting.objects.filter(line="pnbp").delete()
    assert {("IDM", "settlement-is-posted"), ("IDM", "sales-are-divided")} <= found()


def test_a_posting_nobody_settled_is_found():
    with in_prison("GRT"):
        facts = {"debit_account": "bank", "credit_account": "working_capital", "amount": 5}
        Posting.objects.create(event="part:nowhere", line="capital", **facts)
    assert found() == {("GRT", "posting-has-settlement")}


def test_premi_that_does_not_match_the_ledger_is_found(settled):
    with tampering():
        PremiEntry.objects.filter(pk=PremiEntry.objects.first().pk).update(amount=1)
    assert found() == {("IDM", "premi-entries-equal-postings")}


def test_a_forgotten_obligation_is_found(settled):
    with tampering():
        PnbpObligation.objects.all().delete()
    assert found() == {("IDM", "pnbp-owed-equals-settlement")}


def test_a_settlement_without_a_signed_scheme_is_found(settled):
    with tampering():
        SplitScheme.objects.update(signed_at=None)
    assert found() == {("IDM", "settlement-is-signed")}


def test_one_prison_can_be_asked_alone(settled):
    with tampering():
        PnbpObligation.objects.all().delete()
    assert found("--prison", "GRT") == set()
    assert found("--prison", "IDM") == {("IDM", "pnbp-owed-equals-settlement")}


def test_a_schema_without_a_prison_and_a_prison_without_a_schema_are_found():
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA prison_half")
        cursor.execute("ALTER SCHEMA prison_grt RENAME TO prison_other")
    with acting_as("gate"):
        module = invariants._module("tenants")
        names = {violation.split(":")[0] for violation in module.violations()}
    assert names == {"schema-has-prison", "prison-has-schema"}


def test_a_prison_without_tables_or_host_is_found():
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("DROP TABLE prison_grt.earnings_posting CASCADE")
        cursor.execute("DELETE FROM tenants_domain WHERE tenant_id = 'GRT'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("UPDATE tenants_prison SET role_name = 'nobody_at_all' WHERE code = 'IDM'")
    with acting_as("gate"):
        names = {violation.split(":")[0] for violation in invariants._module("tenants").violations()}
    assert names == {"schema-has-tables", "prison-has-host", "prison-has-role"}


def test_a_shared_app_may_ask_inside_each_prison(monkeypatch):
    module = ModuleType("national.invariants")
    module.ROLE, module.CHECKS, module.PRISON_CHECKS = "national", ("one", "two"), ("never",)
    module.violations = lambda: iter(())
    module.prison_violations = lambda: iter([f"never: {connection.schema_name}"])
    monkeypatch.setattr(invariants, "_module", lambda app: module if app == "national" else None)
    facts, code = run()
    assert [each["violation"] for each in facts["violations"]] == ["never: prison_grt", "never: prison_idm"]
    assert (code, facts["checked"]) == (1, 4)


def test_an_unknown_prison_is_refused_by_name():
    facts, code = run("--prison", "NOPE")
    assert (facts["error"]["field"], facts["error"]["value"], code) == ("prison", "NOPE", 2)


def test_people_read_a_table(settled, capsys):
    call_command("check_invariants")
    assert "violations  0" in capsys.readouterr().out
