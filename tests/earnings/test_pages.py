"""The pages of money: for head, treasurer and verifier of the prison, for nobody else; law and source always shown."""

import csv
import io

import pytest
from django.conf import settings
from django.utils import translation

from programs.earnings import selectors, services
from programs.earnings.models import SplitScheme
from programs.records.selectors import local_today
from tenants.isolation.acting import in_prison
from tests.earnings.making import KEP, forget_rules, make_lot, sale_of, set_rate, sign

pytestmark = pytest.mark.django_db
READABLE = ("/keuangan/", "/keuangan/penjualan/", "/keuangan/penjualan.csv")
SIGN = "/keuangan/skema/"


@pytest.fixture
def bare():
    with in_prison("IDM"):
        forget_rules()


@pytest.fixture
def settled(bare):
    with in_prison("IDM"):
        sign()
        set_rate()
        yield services.book_sale(sale_of(make_lot(), 10, 450_000))


def unverified() -> str:
    with translation.override("id"):
        return translation.gettext("Legal basis not yet verified")


@pytest.mark.parametrize("path", READABLE)
@pytest.mark.parametrize("role", ["head", "treasurer", "verifier"])
def test_who_answers_for_money_reads_it(client_at, path, role):
    assert client_at("IDM", role).get(path).status_code == 200


@pytest.mark.parametrize("path", [*READABLE, SIGN])
@pytest.mark.parametrize("role", ["officer", "instructor"])
def test_officers_see_pieces_not_balances(client_at, path, role):
    assert client_at("IDM", role).get(path).status_code == 403


@pytest.mark.parametrize("path", [*READABLE, SIGN])
def test_the_other_prison_the_nation_and_the_stranger_are_refused(client_at, path):
    for role, prison in (("head", "GRT"), ("treasurer", "GRT"), ("analyst", None), ("stranger", None)):
        assert client_at("IDM", role, prison=prison).get(path).status_code == 403


@pytest.mark.parametrize("path", [*READABLE, SIGN])
def test_anonymous_is_sent_to_sign_in(client_at, path):
    response = client_at("IDM").get(path)
    assert response.status_code == 302
    assert "/akun/login/" in response["Location"]


def test_the_overview_shows_what_is_owed_and_how_sure_the_law_is(client_at, settled):
    page = client_at("IDM", "treasurer").get("/keuangan/").content.decode()
    assert "Rp 52.500" in page.replace("\xa0", " ")
    assert "Rp 175.000" in page.replace("\xa0", " ")
    assert unverified() in page
    assert settled.scheme.source in page


def test_an_empty_prison_says_what_is_missing(client_at, bare):
    assert client_at("IDM", "treasurer").get("/keuangan/").status_code == 200
    assert "/keuangan/skema/" in client_at("IDM", "head").get("/keuangan/").content.decode()
    assert "/keuangan/skema/" not in client_at("IDM", "treasurer").get("/keuangan/").content.decode()


def test_the_list_shows_every_settled_sale_with_its_source(client_at, settled):
    page = client_at("IDM", "verifier").get("/keuangan/penjualan/").content.decode()
    assert str(settled.part)[:8] in page
    assert unverified() in page


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_file_sums_and_names_scheme_law_and_demo(client_at, settled, monkeypatch, is_demo):
    monkeypatch.setattr(settings, "DEMO", is_demo)
    text = client_at("IDM", "treasurer").get("/keuangan/penjualan.csv").content.decode()
    row = next(csv.DictReader(io.StringIO(text)))
    parts = (row["premi"], row["pnbp"], row["capital"], row["undivided"])
    assert int(row["total"]) == sum(map(int, parts)) == 450_000
    assert (row["scheme"], row["legal_basis"]) == (KEP, unverified())
    assert row["demo"] == str(is_demo).lower()


def test_the_head_signs_a_scheme(client_at, bare):
    facts = {"scheme": KEP, "starts": "2026-01-01", "decree_number": "W11-01/2026"}
    response = client_at("IDM", "head").post(SIGN, facts)
    assert response.status_code == 302
    with in_prison("IDM"):
        scheme = selectors.scheme_in_force(local_today())
        assert (scheme.code, scheme.decree_number) == (KEP, "W11-01/2026")


def test_the_treasurer_does_not_sign(client_at, bare):
    facts = {"scheme": KEP, "starts": "2026-01-01", "decree_number": "W11-01/2026"}
    assert client_at("IDM", "treasurer").post(SIGN, facts).status_code == 403
    with in_prison("IDM"):
        assert not SplitScheme.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"decree_number": ""}, {"scheme": "FREE"}, {"starts": "soon"}, {"decree_number": "x" * 99}]
)
def test_what_cannot_be_signed_is_shown_as_typed(client_at, changes):
    facts = {"scheme": KEP, "starts": "2026-01-01", "decree_number": "W11-77/2026", **changes}
    response = client_at("IDM", "head").post(SIGN, facts)
    assert response.status_code == 422
    assert "W11-77/2026" in response.content.decode() or "decree_number" in changes


def test_a_rule_that_says_no_is_shown_in_the_form(client_at, settled):
    facts = {"scheme": KEP, "starts": "2026-01-01", "decree_number": "another"}
    response = client_at("IDM", "head").post(SIGN, facts)
    assert response.status_code == 422
    assert "another" in response.content.decode()
