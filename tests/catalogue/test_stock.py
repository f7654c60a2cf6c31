"""Pieces come to market only through a release: from inspected stock, under a seller of record, and back only if free."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotFound, Refused
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import open_seller, release_stock, take_back
from programs.workshop.selectors import stock
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.earnings.making import make_lot
from tests.orders.market import line, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    with acting_as("gate"):
        return by_code("IDM")


@pytest.fixture
def workshop(place):
    """A prison with ten inspected shades and a seller of record."""
    with in_prison("IDM"):
        make_lot((6, 4))
        open_seller("IDM", name="Lapas Indramayu", tax_status="PNBP", by="head")
        yield place


def at_market() -> tuple[int, int]:
    row = stock()[0]
    return row.workshop, row.marketplace


def test_a_release_moves_stock_and_raises_the_listing(workshop):
    listing = release_stock(workshop, "coir-shade", 7, by="officer")
    assert at_market() == (3, 7)
    assert (listing.available, listing.price_idr, listing.weight_g) == (7, 450_000, 6600)
    assert (listing.prison_name, listing.program_code) == ("Lapas Kelas IIB Indramayu", "coir-shade")
    assert listing.program_title_en
    assert release_stock(workshop, "coir-shade", 3, by="officer").available == 10
    assert Listing.objects.count() == 1


def test_more_than_the_workshop_holds_is_a_conflict_and_lists_nothing(workshop):
    with pytest.raises(Conflict) as conflict:
        release_stock(workshop, "coir-shade", 11, by="officer")
    assert conflict.value.field == "pieces"
    assert Listing.objects.count() == 0
    assert at_market() == (10, 0)


@pytest.mark.parametrize("pieces", [0, -1, 10**12])
def test_pieces_are_a_sensible_number(workshop, pieces):
    for act in (release_stock, take_back):
        with pytest.raises(Refused) as refusal:
            act(workshop, "coir-shade", pieces, by="officer")
        assert refusal.value.field == "pieces"


def test_what_is_not_adopted_is_not_offered(workshop):
    with pytest.raises(NotFound) as missing:
        release_stock(workshop, "moon", 1, by="officer")
    assert missing.value.field == "product"


def test_an_institution_for_children_has_no_catalogue(workshop):
    with pytest.raises(Refused) as refusal:
        release_stock(replace(workshop, kind="lpka"), "coir-shade", 1, by="officer")
    assert refusal.value.code == "lpka-no-catalogue"


def test_food_needs_its_licences(workshop):
    with pytest.raises(Refused) as refusal:
        release_stock(workshop, "sweet-bread", 1, by="officer")
    assert refusal.value.code == "food-licence-missing"


def test_without_a_seller_of_record_nothing_is_offered(place):
    with in_prison("IDM"):
        make_lot((6, 4))
        with pytest.raises(Refused) as refusal:
            release_stock(place, "coir-shade", 1, by="officer")
        assert refusal.value.code == "seller-missing"
        assert at_market() == (10, 0)


def test_taking_back_returns_free_pieces_only(workshop):
    release_stock(workshop, "coir-shade", 10, by="officer")
    order(line(6))
    with pytest.raises(Conflict) as conflict:
        take_back(workshop, "coir-shade", 5, by="officer")
    assert conflict.value.code == "stock-reserved"
    assert at_market() == (0, 10)
    assert take_back(workshop, "coir-shade", 4, by="officer").available == 0
    assert at_market() == (4, 6)


def test_what_is_not_listed_is_not_taken_back(workshop):
    with pytest.raises(NotFound):
        take_back(workshop, "coir-shade", 1, by="officer")


def test_a_button_pressed_twice_releases_once(workshop):
    assert release_stock(workshop, "coir-shade", 4, by="officer", key="page-1").available == 4
    assert release_stock(workshop, "coir-shade", 4, by="officer", key="page-1").available == 4
    with pytest.raises(Conflict):
        release_stock(workshop, "coir-shade", 5, by="officer", key="page-1")
