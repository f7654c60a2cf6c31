"""The storefront before the cart: counted numbers, search, and the verdict on the country on the product's own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing
from tenants.isolation.acting import acting_as
from tests.orders.market import offer

pytestmark = pytest.mark.django_db
PRODUCT = "/katalog/IDM/coir-shade/"


@pytest.fixture
def visitor(client_at):
    return client_at()


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def choose(client, country: str) -> None:
    assert client.post("/negara/", {"country": country, "next": PRODUCT}).status_code == 302


def test_the_home_page_counts_what_is_on_offer_now(visitor):
    offer("IDM", pieces=30)
    offer("GRT", pieces=12)
    offer("GRT", "coir-net", pieces=0)
    response = visitor.get("/")
    assert response.status_code == 200
    assert [fact["value"] for fact in response.context["facts"]][:3] == [2, 2, 42]
    assert 'href="/angka/#pieces"' in text_of(response)
    assert 'id="pieces"' in text_of(visitor.get("/angka/"))


def test_an_empty_market_says_so(visitor):
    assert visitor.get("/").status_code == 200
    assert 'class="empty"' in text_of(visitor.get("/katalog/"))


def test_the_hero_has_the_words_of_the_rules_in_three_languages(visitor):
    assert "Proven work from workshops across Indonesia" in text_of(visitor.get("/", headers={"accept-language": "en"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"IDM", "GRT"}),
        ({"q": "shade"}, {"IDM", "GRT"}),
        ({"q": "TOLDO garut"}, {"GRT"}),
        ({"prison": "IDM"}, {"IDM"}),
        ({"program": "coir-shade", "prison": "GRT"}, {"GRT"}),
        ({"q": "sepatu"}, set()),
        ({"program": "knitting"}, set()),
        ({"q": "%_'\";--"}, set()),
        ({"q": "x" * 500, "page": "abc"}, {"IDM", "GRT"}),
    ],
)
def test_the_catalogue_is_narrowed_by_one_form(visitor, query, found):
    offer("IDM")
    offer("GRT")
    response = visitor.get("/katalog/", query)
    assert response.status_code == 200
    assert {listing.prison_code for listing in response.context["page"]} == found


def test_the_catalogue_is_paged(visitor):
    for number in range(30):
        offer("IDM", f"product-{number}")
    assert len(visitor.get("/katalog/").context["page"]) == 24
    assert len(visitor.get("/katalog/", {"page": "2"}).context["page"]) == 6


def test_a_product_page_states_origin_price_stock_and_seller(visitor):
    offer(pieces=7)
    text = text_of(visitor.get(PRODUCT, headers={"accept-language": "en"}))
    for expected in ("Lapas Kelas IIB Indramayu", "Satker IDM", "PNBP", "450,000", "7 available", "6.6 kg"):
        assert expected in text
    assert "Rp 450.000" in text_of(visitor.get(PRODUCT, headers={"accept-language": "id"}))


@pytest.mark.parametrize("path", ["/katalog/IDM/moon/", "/katalog/XXX/coir-shade/"])
def test_what_is_not_listed_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    ("country", "said", "may_buy"),
    [
        ("US", "19 USC 1307", False),
        ("Puerto Rico", "19 USC 1307", False),
        ("ES", "0 of 14", True),
        ("BR", "reviewed first", True),
        ("ID", "you can order and pay", True),
        ("Atlantis", "do not recognise", False),
    ],
)
def test_a_buyer_learns_about_the_country_on_the_product_page(client_at, country, said, may_buy):
    offer()
    client = client_at()
    choose(client, country)
    text = text_of(client.get(PRODUCT, headers={"accept-language": "en"}))
    assert said in text
    assert ('action="/keranjang/tambah/"' in text) is may_buy


def test_food_is_not_sold_abroad(client_at):
    offer("IDM", "bread", is_food=True)
    client = client_at()
    choose(client, "ES")
    text = text_of(client.get("/katalog/IDM/bread/"))
    assert 'action="/keranjang/tambah/"' not in text


def test_the_country_chosen_in_the_catalogue_is_remembered(client_at):
    offer()
    client = client_at()
    client.get("/katalog/", {"country": "US"})
    assert "19 USC 1307" in text_of(client.get(PRODUCT))


def test_the_way_back_stays_on_this_host(visitor):
    response = visitor.post("/negara/", {"country": "ID", "next": "https://evil.example/"})
    assert response["Location"] == "/katalog/"


def test_the_country_is_chosen_by_post_only(visitor):
    assert visitor.get("/negara/").status_code == 405
    assert visitor.post("/katalog/").status_code == 405


def test_the_catalogue_costs_a_fixed_number_of_queries(visitor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get("/katalog/", {"country": "ID"}).status_code == 200
        return len(captured)

    offer("IDM")
    few = queries()
    for number in range(20):
        offer("GRT", f"product-{number}")
    assert queries() == few <= 15


def test_the_storefront_changes_nothing_but_reservations():
    listing = offer()
    from django.db import ProgrammingError, transaction

    with acting_as("storefront"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(price_idr=1)
