"""Food that may not be sold today (product rule 19) is told as available nowhere: not counted, not shown first, not "in stock"."""

from datetime import timedelta

import pytest

from core import clock
from marketplace.catalogue import selectors
from marketplace.catalogue.models import Listing, orderable_on
from tenants.isolation.acting import acting_as
from tests.orders.market import offer

pytestmark = pytest.mark.django_db


def bread(**facts) -> Listing:
    return offer("IDM", "white-bread", is_food=True, program_code="bakery", **facts)


@pytest.mark.parametrize(("days", "shown"), [(0, 1), (3, 1), (4, 0), (400, 0)])
def test_the_database_offers_what_the_listing_offers(days: int, shown: int):
    listing = bread()
    day = clock.today("Asia/Jakarta") + timedelta(days=days)
    with acting_as("storefront"):
        assert Listing.objects.filter(orderable_on(day)).count() == shown
    assert (listing.food_bar(day) == "") == bool(shown)


@pytest.mark.parametrize("paper", ["licence_until", "halal_until"])
def test_a_paper_that_ran_out_yesterday_takes_food_off(paper: str):
    today = clock.today("Asia/Jakarta")
    listing = bread(batch_on=today - timedelta(days=1), **{paper: today - timedelta(days=1)})
    with acting_as("storefront"):
        assert not Listing.objects.filter(orderable_on(today)).exists()
        assert Listing.objects.filter(orderable_on(today - timedelta(days=1))).exists()
    assert listing.free_now == 0


def test_the_home_page_neither_counts_nor_shows_it(client_at):
    offer("IDM", pieces=5)
    bread(pieces=70, batch_on=clock.today("Asia/Jakarta") - timedelta(days=9))
    response = client_at().get("/")
    assert (response.context["facts"][1]["value"], response.context["facts"][2]["value"]) == (1, 5)
    assert [each.product_code for each in response.context["listings"]] == ["coir-shade"]
    assert [(each.products, each.pieces) for each in response.context["prisons"]] == [(1, 5)]


def test_the_catalogue_keeps_it_last_and_says_that_none_is_there(client_at):
    offer("IDM", "zzz", title_id="Zzz")
    bread(pieces=70, batch_on=clock.today("Asia/Jakarta") - timedelta(days=9))
    with acting_as("storefront"):
        assert [each.product_code for each in selectors.offers()] == ["zzz", "white-bread"]
        assert [each.product_code for each in selectors.offers(stock="now")] == ["zzz"]
    client = client_at()
    for path in ("/katalog/?program=bakery", "/katalog/IDM/white-bread/"):
        text = client.get(path, headers={"accept-language": "en"}).content.decode()
        assert "None available now" in text
        assert "70 available" not in text
