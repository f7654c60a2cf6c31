"""The comparison page: for the national and the regional office, with definition, source and coverage under it."""

import csv
import io

import pytest
from django.utils import translation

from core import clock
from national import services
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, publish_row

pytestmark = pytest.mark.django_db
PAGE, FILE = "/national/", "/national/perbandingan.csv"


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


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize("role", ["analyst", "regional"])
def test_the_offices_read_it(client_at, path, role, published):
    assert client_at("", role).get(path).status_code == 200


@pytest.mark.parametrize("path", [PAGE, FILE])
def test_prisons_buyers_and_strangers_are_refused(client_at, path):
    for role, prison in (("head", "IDM"), ("officer", "GRT"), ("buyer", None), ("stranger", None)):
        assert client_at("", role, prison=prison).get(path).status_code == 403


def test_anonymous_is_sent_to_sign_in(client_at):
    for path in (PAGE, FILE):
        response = client_at().get(path)
        assert response.status_code == 302
        assert "/akun/login/" in response["Location"]


def test_every_figure_stands_with_interval_coverage_and_source(client_at, published):
    page = client_at("", "analyst").get(PAGE).content.decode()
    assert "Lapas Kelas IIB Indramayu" in page
    assert "25,5 % – 36,6 %" in page.replace("\xa0", " ")
    assert 'class="interval-range"' in page
    assert "style=" not in page
    assert "189" in page
    assert said("Lapas Kelas IIA Garut") in page
    assert "2,0 %" not in page


def test_the_target_stands_only_on_the_base_that_has_one(client_at, published):
    client = client_at("", "analyst")
    assert "70,0 %" not in client.get(PAGE).content.decode()
    assert "70,0 %" in client.get(PAGE, {"indicator": "participation-eligible"}).content.decode()


def test_there_is_no_rank(client_at, published):
    page = client_at("", "analyst").get(PAGE, {"order": "low"}).content.decode()
    assert '<th scope="col">#</th>' not in page
    assert page.index("Indramayu") < page.index("Garut")


def test_the_regional_office_sees_its_own_region(client_at, published):
    page = client_at("", "regional").get(PAGE).content.decode()
    assert "Indramayu" in page
    assert said("You see the prisons of your own region.") in page


@pytest.mark.parametrize(
    "query", [{}, {"kind": "rutan"}, {"prison_class": "IIB"}, {"indicator": "sales"}, {"period": "2026-11"}]
)
def test_every_choice_has_a_page_even_when_nothing_was_published(client_at, query):
    assert client_at("", "analyst").get(PAGE, query).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"indicator": "happiness"}, 404),
        ({"period": "2026-13"}, 422),
        ({"kind": "castle"}, 422),
        ({"order": "rank"}, 422),
    ],
)
def test_what_does_not_exist_is_refused_by_name(client_at, query, status):
    response = client_at("", "analyst").get(PAGE, query)
    assert response.status_code == status


def test_the_file_holds_what_the_page_shows_and_marks_demo(client_at, published):
    text = client_at("", "analyst").get(FILE, {"period": "2026-10"}).content.decode()
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["IDM"]["numerator"] == "81"
    assert (rows["GRT"]["numerator"], rows["GRT"]["value"], rows["GRT"]["suppressed"]) == ("", "", "true")
    assert rows["IDM"]["coverage"] == "2 of 189"
    assert rows["IDM"]["demo"] in {"true", "false"}
