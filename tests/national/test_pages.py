"""The pages of the national office: overview, indicator, prison; each for whom, with what beside every figure, and as a file."""

import csv
import io
import re

import pytest
from django.utils import translation

from core import clock
from national import services
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, many_prisons, publish_row

pytestmark = pytest.mark.django_db
OVERVIEW, INDICATOR, PRISON = "/national/", "/national/indikator/participation-all/", "/national/lapas/IDM/"
FILES = (
    "/national/ringkasan.csv",
    "/national/indikator/participation-all/lapas.csv",
    "/national/indikator/participation-all/bulan.csv",
    "/national/lapas/IDM/bulan.csv",
)
PAGES = (OVERVIEW, INDICATOR, PRISON, *FILES)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


@pytest.fixture
def published():
    with acting_as("owner"):
        services.load_targets()
    publish_row("IDM", 81, 263)
    publish_row("GRT", 3, 148)


def said(message: str) -> str:
    with translation.override("id"):
        return translation.gettext(message)


def page_of(client, path: str, query: dict[str, str] | None = None, **facts) -> str:
    response = client.get(path, query, **facts)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def lines_of(client, path: str, query: dict[str, str] | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path, query).content.decode())))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["analyst", "regional"])
def test_the_offices_read_it(client_at, path, role, published):
    assert client_at("", role).get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/national/perbandingan.csv"])
def test_prisons_buyers_and_strangers_are_refused(client_at, path):
    for role, prison in (("head", "IDM"), ("officer", "GRT"), ("buyer", None), ("stranger", None)):
        assert client_at("", role, prison=prison).get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_anonymous_is_sent_to_sign_in(client_at, path):
    response = client_at().get(path)
    assert response.status_code == 302
    assert "/akun/login/" in response["Location"]


@pytest.mark.parametrize("path", PAGES)
def test_they_are_read_and_never_written(client_at, path):
    assert client_at("", "analyst").post(path).status_code in {403, 405}


def test_every_figure_stands_with_interval_coverage_and_source(client_at, published):
    page = page_of(client_at("", "analyst"), INDICATOR)
    assert "Lapas Kelas IIB Indramayu" in page
    assert "25,5 % – 36,6 %" in page
    assert "chart-interval" in page
    assert "style=" not in page
    assert "189" in page
    assert "Lapas Kelas IIA Garut" in page
    assert "2,0 %" not in page


def test_the_target_stands_only_on_the_base_that_has_one(client_at, published):
    client = client_at("", "analyst")
    assert "70,0 %" not in page_of(client, INDICATOR)
    assert "70,0 %" in page_of(client, "/national/indikator/participation-eligible/")


def test_there_is_no_rank(client_at, published):
    page = page_of(client_at("", "analyst"), INDICATOR)
    table = page[page.index('id="figures"') :]
    assert '<th scope="col">#</th>' not in table
    assert table.index("Indramayu") < table.index("Garut")


@pytest.mark.parametrize("path", [OVERVIEW, INDICATOR, PRISON])
def test_the_regional_office_is_told_that_it_sees_its_own_region(client_at, published, path):
    page = page_of(client_at("", "regional"), path)
    assert "Indramayu" in page or path == OVERVIEW
    assert (
        said("You see the prisons of your own region.") in page
        or said("Regional office: you see the prisons of your own region.") in page
    )


def test_the_regional_office_does_not_open_a_prison_elsewhere(client_at):
    regional, analyst = client_at("", "regional"), client_at("", "analyst")
    for path in ("/national/lapas/BNA/", "/national/lapas/BNA/bulan.csv"):
        assert regional.get(path).status_code == 403
        assert analyst.get(path).status_code == 200


@pytest.mark.parametrize(
    "query", [{}, {"kind": "rutan"}, {"prison_class": "IIB"}, {"province": "11"}, {"period": "2026-11"}, {"page": "9"}]
)
@pytest.mark.parametrize("path", [INDICATOR, "/national/indikator/sales/", PRISON, OVERVIEW])
def test_every_choice_has_a_page_even_when_nothing_was_published(client_at, path, query):
    page_of(client_at("", "analyst"), path, query)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/national/indikator/happiness/", {}, 404),
        ("/national/indikator/work-withdrawals/", {}, 404),
        ("/national/lapas/NOPE/", {}, 404),
        ("/national/lapas/idm/", {}, 404),
        (INDICATOR, {"period": "2026-13"}, 422),
        (INDICATOR, {"period": "2027-01"}, 422),
        (INDICATOR, {"kind": "castle"}, 422),
        (INDICATOR, {"province": "99"}, 422),
        (INDICATOR, {"order": "rank"}, 422),
        (OVERVIEW, {"period": "soon"}, 422),
        (PRISON, {"period": "2026-1"}, 422),
    ],
)
def test_what_does_not_exist_is_refused_by_name(client_at, path, query, status):
    assert client_at("", "analyst").get(path, query).status_code == status


@pytest.mark.parametrize("asked", ["99", "0", "-1", "two", ""])
def test_a_page_that_is_not_there_leads_to_one_that_is(client_at, published, asked):
    page = page_of(client_at("", "analyst"), INDICATOR, {"page": asked})
    assert "Indramayu" in page
    assert 'class="notice notice-warning"' in page


def test_the_former_addresses_lead_to_the_new_ones(client_at):
    client, query = client_at("", "analyst"), {"indicator": "sales", "period": "2026-10", "kind": "lapas"}
    assert client.get(OVERVIEW, query)["Location"] == "/national/indikator/sales/?period=2026-10&kind=lapas"
    moved = client.get("/national/perbandingan.csv", query)["Location"]
    assert moved == "/national/indikator/sales/lapas.csv?period=2026-10&kind=lapas"


def test_htmx_gets_what_the_filter_changes_and_hears_it_said(client_at, published):
    page = page_of(client_at("", "analyst"), INDICATOR, {"kind": "lapas"}, headers=HTMX)
    assert "<html" not in page
    assert 'id="result"' in page
    assert 'role="status"' in page
    whole = page_of(client_at("", "analyst"), INDICATOR, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in whole


def test_few_withdrawals_are_not_counted_out_and_none_beside_a_choice(client_at, published):
    publish_row("IDM", 3, 1, "work-withdrawals")
    client = client_at("", "analyst")
    few = said("Refusals and withdrawals: no consequence, fewer than five this month.")
    assert few in page_of(client, INDICATOR)
    assert few not in page_of(client, INDICATOR, {"kind": "lapas"})


def test_drawings_are_hidden_from_screen_readers_and_from_the_keyboard(client_at, published):
    page = page_of(client_at("", "analyst"), INDICATOR)
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) > 3
    assert all('aria-hidden="true"' in each for each in drawings)
    assert all('tabindex="-1"' in link for each in drawings for link in re.findall("<a [^>]*>", each))


def test_the_file_holds_what_the_page_shows_and_marks_demo(client_at, published):
    rows = {row["code"]: row for row in lines_of(client_at("", "analyst"), FILES[1], {"period": "2026-10"})}
    assert (rows["IDM"]["numerator"], rows["IDM"]["signal"], rows["IDM"]["province"]) == ("81", "usual", "32")
    assert (rows["GRT"]["numerator"], rows["GRT"]["value"], rows["GRT"]["suppressed"]) == ("", "", "true")
    assert rows["IDM"]["coverage"] == "2 of 189"
    assert rows["IDM"]["demo"] in {"true", "false"}


@pytest.mark.parametrize("path", FILES)
def test_every_file_says_whether_it_is_invented(client_at, published, path):
    lines = lines_of(client_at("", "analyst"), path, {"period": "2026-10"})
    assert {line["demo"] for line in lines} <= {"true", "false"}
    assert all(line["source"] for line in lines)
    assert lines


def test_a_name_that_looks_like_a_formula_stays_a_name(client_at):
    from tenants.models import Prison

    publish_row("IDM", 81, 263)
    with acting_as("owner"):
        Prison.objects.filter(code="IDM").update(name="=HYPERLINK(1)")
    (row,) = lines_of(client_at("", "analyst"), FILES[1], {"period": "2026-10"})
    assert row["name"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(("path", "queries"), [(OVERVIEW, 20), (INDICATOR, 20), ("/national/lapas/BNA/", 20)])
def test_six_hundred_prisons_take_few_queries(client_at, django_assert_max_num_queries, path, queries):
    many_prisons(600, 2)
    client = client_at("", "analyst")
    with django_assert_max_num_queries(queries):
        page = page_of(client, path, {"period": "2026-10"})
    assert 0 < page.count("<tr>") < 60
