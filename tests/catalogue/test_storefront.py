"""The face of the market: one form that works with and without htmx, drawings, prison pages, three languages, few queries."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core import clock
from marketplace.catalogue import selectors
from marketplace.catalogue.templatetags.covers import DRAWINGS, OF_PROGRAM, OTHER, edge
from marketplace.catalogue.templatetags.quality import check_limit
from tests.orders.market import offer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "catalogue-results"}
FOLDER = Path(settings.BASE_DIR, "marketplace/catalogue/static/catalogue/drawings")


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"province": "32"}, {"IDM", "GRT"}),
        ({"province": "11"}, set()),
        ({"province": "xyz"}, {"IDM", "GRT"}),
        ({"stock": "now"}, {"IDM"}),
        ({"stock": "never"}, {"IDM", "GRT"}),
        ({"stock": "now", "prison": "GRT"}, set()),
        ({"sort": "'; DROP TABLE"}, {"IDM", "GRT"}),
    ],
)
def test_the_catalogue_is_narrowed_by_province_and_availability(client_at, query, found):
    offer("IDM")
    offer("GRT", pieces=0)
    response = client_at().get("/katalog/", query)
    assert response.status_code == 200
    assert {listing.prison_code for listing in response.context["page"]} == found


def test_the_catalogue_is_sorted_as_asked(client_at):
    offer("IDM", "a", price_idr=3)
    offer("IDM", "b", price_idr=1, pieces=0)
    offer("IDM", "c", price_idr=2)

    def order(sort: str) -> list[str]:
        return [each.product_code for each in client_at().get("/katalog/", {"sort": sort}).context["page"]]

    assert order("") == ["a", "c", "b"]
    assert order("price") == ["b", "c", "a"]
    assert order("price-down") == ["a", "c", "b"]
    assert set(order("new")) == {"a", "b", "c"}


def test_htmx_gets_the_list_alone_with_its_count(client_at):
    offer()
    response = client_at().get("/katalog/", {"q": "shade"}, headers=HTMX)
    text = text_of(response)
    assert "<html" not in text
    assert 'id="catalogue-results"' in text
    assert 'hx-swap-oob="innerHTML"' in text
    assert "HX-Target" in response["Vary"]
    whole = text_of(client_at().get("/katalog/", {"q": "shade"}))
    assert "<html" in whole
    assert 'hx-sync="this:replace"' in whole
    assert 'hx-push-url="true"' in whole
    assert "hx-swap-oob" not in whole


def test_a_page_past_the_last_one_is_the_last_and_says_so(client_at):
    for number in range(25):
        offer("IDM", f"product-{number}")
    response = client_at().get("/katalog/", {"page": "99"}, headers={"accept-language": "en"})
    assert response.context["page"].number == 2
    assert "this is the last one, page 2" in text_of(response)
    for weird in ("0", "-1", "x", "9" * 400, "٣"):
        assert client_at().get("/katalog/", {"page": weird}).status_code == 200


def test_a_filter_that_matches_nothing_shows_the_way_out(client_at):
    offer()
    text = text_of(client_at().get("/katalog/", {"q": "sepatu"}))
    assert 'class="empty"' in text
    assert 'href="/katalog/"' in text


@pytest.mark.parametrize("address", ["indramayu", "IDM", "idm", "INDRAMAYU"])
def test_a_prison_has_a_page_by_slug_or_code(client_at, address):
    offer("IDM")
    offer("GRT", "coir-net")
    text = text_of(client_at().get(f"/lapas/{address}/", headers={"accept-language": "en"}))
    for expected in ("Lapas Kelas IIB Indramayu", "West Java", "Shade coir-shade", "Satker IDM", "Bakery"):
        assert expected in text
    assert "coir-net" not in text


def test_a_prison_without_products_and_one_that_is_not_there(client_at):
    assert 'class="empty"' in text_of(client_at().get("/lapas/garut/"))
    for address in ("moon", "XXX", "a-b-c", "1"):
        assert client_at().get(f"/lapas/{address}/").status_code == 404


def test_a_product_without_stock_leads_to_a_quote(client_at):
    offer(pieces=0)
    text = text_of(client_at().get("/katalog/IDM/coir-shade/"))
    assert "/penawaran/minta/IDM/coir-shade/" in text
    assert "/keranjang/tambah/" not in text


def test_a_product_tells_lots_codes_and_limits(client_at):
    check = {"id": "Panjang", "en": "Length", "unit": "cm", "lower": 196, "upper": 204, "is_strict": False}
    offer(hs_candidates=["6306.19"], lot_codes=["IDM-7"], quality=[{**check, "is_every_piece": False}])
    text = text_of(client_at().get("/katalog/IDM/coir-shade/", headers={"accept-language": "en"}))
    for expected in ("6306.19", "candidate", "IDM-7", "Length", "196 to 204 cm"):
        assert expected in text


def test_food_shows_its_papers_and_none_is_sold_past_its_shelf_life(client_at):
    today = clock.today(settings.TIME_ZONE)
    offer("IDM", "sweet-bread", is_food=True, program_code="bakery")
    client = client_at()
    text = text_of(client.get("/katalog/IDM/sweet-bread/"))
    assert "CONTOH-1" in text
    assert "/keranjang/tambah/" in text
    with clock.at(clock.now().replace(year=today.year + 2)):
        assert "/keranjang/tambah/" not in text_of(client.get("/katalog/IDM/sweet-bread/"))


@pytest.mark.parametrize(
    ("language", "hero"),
    [("id", "Karya yang teruji"), ("en", "Proven work"), ("es", "Trabajo comprobado")],
)
def test_the_home_page_speaks_three_languages(client_at, language, hero):
    offer()
    text = text_of(client_at().get("/", headers={"accept-language": language}))
    assert hero in text
    assert f'<html lang="{language}"' in text


def test_prices_follow_the_language(client_at):
    offer()
    for language, price in (("id", "Rp 450.000"), ("en", "450,000"), ("es", "450.000")):
        assert price in text_of(client_at().get("/katalog/", headers={"accept-language": language}))


def test_every_product_of_the_template_has_a_drawing_and_no_edge_is_parang():
    for name in [*DRAWINGS, *OF_PROGRAM.values(), OTHER]:
        drawing = (FOLDER / f"{name}.svg").read_text()
        assert "<script" not in drawing
        assert len(drawing) < 8_000
    assert {edge(program) for program in (*OF_PROGRAM, "other")} == {"kawung", "tumpal", "ceplok", "truntum", "lurik"}


@pytest.mark.parametrize(
    ("lower", "upper", "is_strict", "unit", "words"),
    [
        (None, 18, True, "pct", "below 18 %"),
        (None, 3, False, "count", "at most 3"),
        (None, 0, False, "count", "none"),
        (55, None, False, "degC", "at least 55 °C"),
        (-1, 1, False, "cm", "± 1 cm"),
        (6.1, 7.1, False, "kg", "6.1 to 7.1 kg"),
    ],
)
def test_limits_are_said_in_words(lower, upper, is_strict, unit, words):
    translation.activate("en")
    said = check_limit({"lower": lower, "upper": upper, "unit": unit, "is_strict": is_strict})
    assert said == words


def test_the_home_page_shows_various_products_and_prisons(client_at):
    for prison in ("IDM", "GRT"):
        for product in ("a", "b", "c"):
            offer(prison, product)
    shown = selectors_as_storefront()
    assert [each.product_code for each in shown] == sorted({each.product_code for each in shown})
    response = client_at().get("/")
    assert {each.address for each in response.context["prisons"]} == {"idm", "grt"}


def selectors_as_storefront():
    from tenants.isolation.acting import acting_as

    with acting_as("storefront"):
        return sorted(selectors.showcase(8), key=lambda each: each.product_code)


@pytest.mark.parametrize("path", ["/", "/katalog/", "/katalog/IDM/coir-shade/", "/lapas/indramayu/", "/keranjang/"])
def test_a_page_of_the_storefront_costs_at_most_fifteen_queries(client_at, path):
    client = client_at()
    offer("IDM")
    for number in range(30):
        offer("GRT", f"product-{number}")
    client.post("/negara/", {"country": "ES"})
    listing = client.get("/katalog/").context["page"][0].pk
    client.post("/keranjang/tambah/", {"listing": str(listing), "pieces": "1"})
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert len(captured) <= 15
