"""The national page of benefits: totals of published figures by region, coverage beside each, nothing that tells of few."""

import pytest

from core import clock
from national.selectors.benefits import national_benefits
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, PERIOD, publish_row

pytestmark = pytest.mark.django_db
PAGE = "/national/manfaat/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


@pytest.fixture
def published() -> None:
    publish_row("IDM", 900, 6000, "units-accepted-per-hour")
    publish_row("GRT", 100, 1200, "units-accepted-per-hour")
    publish_row("IDM", 95, 100, "first-pass")
    publish_row("IDM", 1_500_000, 30, "premi-accrued")
    publish_row("GRT", 77_777, 3, "premi-accrued")
    publish_row("IDM", 250_000, 1, "state-revenue")


def page(client_at, role: str = "analyst", query: str = "") -> str:
    response = client_at("", role).get(f"{PAGE}{query}", headers=ENGLISH)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("role", ["analyst", "regional"])
def test_the_offices_read_it(client_at, role, published) -> None:
    assert "Benefits at five levels" in page(client_at, role)


def test_prisons_buyers_and_strangers_are_refused(client_at) -> None:
    for role, prison in (("head", "IDM"), ("officer", "GRT"), ("buyer", None), ("stranger", None)):
        assert client_at("", role, prison=prison).get(PAGE).status_code == 403
    assert client_at().get(PAGE).status_code == 302


def test_figures_are_totals_with_coverage(client_at, published) -> None:
    shown = page(client_at)
    told = (
        ">120<",
        ">1,000<",
        "95 %",
        "95 of 100",
        "Rp 250,000",
        "Coverage: 2 of",
        "indikator/units-accepted-per-hour/",
    )
    assert [words for words in told if words not in shown] == []


def test_the_premi_of_few_is_in_no_total(client_at, published) -> None:
    shown = page(client_at)
    assert "Rp 1,500,000" in shown
    assert "77,777" not in shown
    assert "1,577,777" not in shown


@pytest.mark.parametrize(("withdrawn", "told"), [(0, "0"), (1, "fewer than five"), (4, "fewer than five"), (5, "5")])
def test_withdrawals_of_few_are_not_counted_out(client_at, withdrawn, told) -> None:
    publish_row("IDM", withdrawn, 1, "work-withdrawals")
    assert f'<p class="stat-value">{told}</p>' in page(client_at)


def test_a_month_without_figures_says_so(client_at) -> None:
    shown = page(client_at, query=f"?period={PERIOD}")
    assert shown.count("Not measured yet") > 10
    assert "Coverage: 0 of" in shown


def test_another_region_is_in_no_total(published) -> None:
    with acting_as("national"):
        everywhere = national_benefits(PERIOD)
        nowhere = national_benefits(PERIOD, frozenset({"no-region"}))
    assert everywhere.covered == 2
    assert nowhere.covered == 0
    assert not any(figure.is_measured for level in nowhere.levels for figure in level.figures)


@pytest.mark.parametrize("period", ["2026-13", "tomorrow", "2099-01", "0000-01"])
def test_a_wrong_month_is_told(client_at, period) -> None:
    assert client_at("", "analyst").get(PAGE, {"period": period}).status_code in {400, 404, 422}


def test_it_takes_few_queries_however_many_prisons(published, django_assert_max_num_queries) -> None:
    with acting_as("national"), django_assert_max_num_queries(4):
        national_benefits(PERIOD)


@pytest.mark.parametrize(("fell", "told"), [(3, "fewer than five"), (8, "8")])
def test_changes_of_standing_are_told_with_what_they_are_and_no_cause(client_at, fell, told) -> None:
    publish_row("IDM", fell, 1, "standing-drops")
    shown = page(client_at)
    assert f'<p class="stat-value">{told}</p>' in shown
    assert "Changes of standing after a refusal" in shown
    assert "it says nothing about why" in shown
