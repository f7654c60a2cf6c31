"""Food is ordered only within Indonesia, where the way is short, with valid papers (product rule 19)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.errors import DomainError, Refused
from marketplace.orders.models import Order
from marketplace.orders.services import place_order
from marketplace.trade.models import TransitTime
from marketplace.trade.selectors import transit
from tenants.isolation.acting import acting_as
from tests.orders.market import line, offer, order_body

pytestmark = pytest.mark.django_db


def place(province: str = "32", country: str = "ID") -> dict[str, Any]:
    body = order_body(line(2, product="bread"), country=country)
    body["ship_to"]["province"] = province
    with acting_as("storefront"):
        return place_order(body, by="system")


def refusal_of(**facts: Any) -> DomainError:
    with pytest.raises(Refused) as refusal:
        place(**facts)
    return refusal.value


def test_bread_goes_to_its_own_island_but_no_further():
    offer("IDM", "bread", is_food=True, price_idr=4000)
    place("32")
    place("35")
    with acting_as("storefront"):
        assert set(Order.objects.values_list("ship_province", flat=True)) == {"32", "35"}
    refused = refusal_of(province="73")
    assert (refused.code, refused.field) == ("food-transit", "ship_to.province")
    assert refused.citation


@pytest.mark.parametrize("province", ["", "00", "9x"])
def test_food_needs_a_province_whose_way_is_known(province: str):
    offer("IDM", "bread", is_food=True, price_idr=4000)
    assert refusal_of(province=province).code == "province-missing"


def test_food_never_goes_abroad():
    offer("IDM", "bread", is_food=True, price_idr=4000)
    assert refusal_of(province="32", country="ES").code == "food-abroad"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"shelf_life_days": 1, "batch_on": clock.now().date() - timedelta(days=3)}, "food-expired"),
        ({"licence_until": clock.now().date() - timedelta(days=1), "batch_on": clock.now().date() - timedelta(days=2)},
         "food-licence-expired"),
    ],
)  # fmt: skip
def test_food_with_expired_papers_or_batch_is_not_sold(changes: dict[str, Any], code: str):
    offer("IDM", "bread", is_food=True, price_idr=4000, **changes)
    assert refusal_of().code == code


def test_what_is_no_food_needs_no_province():
    offer("IDM", "bread")
    assert place("")["decision"] == "domestic"


def test_days_on_the_way_grow_with_distance_and_name_their_source():
    with acting_as("storefront"):
        near, island, far = (transit("32", code) for code in ("32", "31", "94"))
        assert transit("32", "xx") is None
    assert near is not None
    assert island is not None
    assert far is not None
    assert near.days < island.days < far.days
    assert near.status == "illustrative"
    with acting_as("owner"), pytest.raises(IntegrityError, match="trade_transit_grows"), transaction.atomic():
        TransitTime.objects.filter(province_code="32").update(days_same_island=0)
