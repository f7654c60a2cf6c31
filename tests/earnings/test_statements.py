"""A statement on paper: folded, with money only for who may print it, in parts, repeatable, noted in the audit."""

import json

import pytest

from core import clock
from programs.earnings.services import statements
from programs.people.models import Person
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, admit

pytestmark = pytest.mark.django_db
BATCH, FIRST = "/keuangan/rekening/", DAY.replace(day=1)


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def held():
    with in_prison("IDM"):
        return admit(3)


@pytest.fixture
def premi(monkeypatch):
    from programs.earnings.selectors import PersonPremi

    asked = []

    def known(who, *_days):
        asked.append(list(who))
        return {each: PersonPremi(41000, 83000) for each in who}

    monkeypatch.setattr(statements.selectors, "premi_of", known)
    return asked


def facts(held, *, with_money):
    with in_prison("IDM"):
        month = statements.Month.of(FIRST, DAY)
        return json.dumps(statements.statement_facts(held, month, with_money=with_money), default=str)


def test_an_officers_sheet_reads_no_money_at_all(held, premi):
    assert "41.000" not in facts(held, with_money=False)
    assert premi == []
    assert "41.000" in facts(held, with_money=True)


def test_the_legal_basis_stands_on_it_as_unverified(held, premi):
    assert "Dasar hukum belum diverifikasi" in facts(held, with_money=True)


def test_no_name_stands_on_it(held, premi):
    assert held[0].name not in facts(held, with_money=True)


@pytest.mark.parametrize(("role", "with_money"), [("head", True), ("treasurer", True), ("officer", False)])
def test_who_prints_money(client_at, held, premi, role, with_money):
    client = client_at("IDM", role)
    for path, body in ((f"{BATCH}{held[0].pk}/", {}), (BATCH, {"part": "1"})):
        page = client.post(path, {"month": "2026-11", **body})
        assert page.content.startswith(b"%PDF")
        shown = client.get(path).content.decode()
        assert "41.000" not in shown
        assert "83.000" not in shown
    assert bool(premi) == with_money
    with in_prison("IDM"):
        found = list(AuditEntry.objects.filter(act="statement.printed").values_list("detail__money", flat=True))
    assert found == [with_money] * 2


def test_others_and_the_other_prison_are_refused(client_at, held):
    refused = [client_at("IDM", role) for role in ("verifier", "instructor", "stranger")]
    for client in (*refused, client_at("IDM", "head", prison="GRT")):
        for path in (BATCH, f"{BATCH}{held[0].pk}/"):
            assert client.get(path).status_code == 403
            assert client.post(path, {"month": "2026-11"}).status_code == 403
    assert client_at("GRT", "head").get(f"{BATCH}{held[0].pk}/").status_code == 404


def test_money_needs_the_full_factor_and_pieces_do_not(client_at, held):
    assert client_at("IDM", "head", factor="pin").post(BATCH, {"month": "2026-11"}).status_code == 403
    assert client_at("IDM", "officer", factor="pin").post(BATCH, {"month": "2026-11"}).status_code == 200


def test_a_batch_comes_in_parts(client_at, held, monkeypatch):
    monkeypatch.setattr("programs.earnings.views.statements.MOST", 2)
    client = client_at("IDM", "officer")
    page = client.get(BATCH).content.decode()
    assert page.count('name="part"') == 2
    assert client.post(BATCH, {"month": "2026-11", "part": "2"}).status_code == 200
    assert client.post(BATCH, {"month": "2026-11", "part": "3"}).status_code == 422


@pytest.mark.parametrize("month", ["", "2026-13", "2019-01", "x"])
def test_a_month_that_is_none_is_told(client_at, held, month):
    client = client_at("IDM", "head")
    assert client.post(BATCH, {"month": month}).status_code == 422
    assert client.post(f"{BATCH}{held[0].pk}/", {"month": month}).status_code == 422
    assert client.get(BATCH, {"month": month}).status_code == 200


def test_a_block_narrows_the_batch(client_at, held):
    page = client_at("IDM", "head").get(BATCH, {"block": "a1"}).content.decode()
    assert 'name="part"' in page
    assert 'name="part"' not in client_at("IDM", "head").get(BATCH, {"block": "Z9"}).content.decode()


def test_the_batch_page_costs_a_fixed_number_of_queries(client_at, held, django_assert_max_num_queries):
    client = client_at("IDM", "head")
    client.get(BATCH)
    with django_assert_max_num_queries(12):
        client.get(BATCH)


def test_no_page_or_export_of_an_officer_tells_a_balance(client_at, held):
    officer = client_at("IDM", "officer")
    for path in (f"/orang/{held[0].pk}/", "/orang/", "/orang/ekspor.csv", "/api/v1/people/", f"{BATCH}{held[0].pk}/"):
        text = officer.get(path).content.decode().lower()
        assert "premi" not in text.replace("premium", "")
        assert "rp\N{NO-BREAK SPACE}" not in text


def test_too_many_at_once_are_refused(held):
    from core.errors import Refused

    with in_prison("IDM"), pytest.raises(Refused):
        statements.print_statements(Person.objects.none(), FIRST, with_money=False, is_demo=False, by="x")
