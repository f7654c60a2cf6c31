"""What the database itself refuses about sellers, listings, orders, parts, lines and payments."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from marketplace.catalogue.models import Listing, Seller
from marketplace.orders.models import Buyer, Order, OrderLine, OrderPart, PaymentEvent
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import offer, order

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.fixture
def part() -> UUID:
    offer()
    return UUID(order()["parts"][0]["id"])


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "officer"}, "catalogue_seller_kind"),
        ({"kind": "satker"}, "catalogue_seller_once"),
        ({"verified_at": clock.now()}, "catalogue_seller_verified"),
        ({"verified_at": clock.now(), "account_number": "1"}, "catalogue_seller_verified"),
        (
            {"verified_at": clock.now(), "account_number": "1", "entered_by": "a", "verified_by": "a"},
            "catalogue_seller_two_persons",
        ),
    ],
)
def test_a_seller(changes: dict[str, Any], constraint: str):
    offer()
    facts = {"prison_code": "IDM", "kind": "cooperative", "name": "K", "tax_status": "PKP", **changes}
    with in_prison("IDM"), refused(constraint), transaction.atomic():
        Seller.objects.create(**facts)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"available": -1}, "catalogue_listing_available"),
        ({"price_idr": 0}, "catalogue_listing_price"),
    ],
)
def test_a_listing(changes: dict[str, Any], constraint: str):
    listing = offer()
    with in_prison("IDM"), refused(constraint), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(**changes)


def test_a_product_is_listed_once_by_a_prison():
    offer()
    with refused("catalogue_listing_once"), transaction.atomic():
        offer()


def test_a_prison_lists_for_nobody_else():
    listing = offer("IDM")
    with in_prison("GRT"):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Seller.objects.create(prison_code="IDM", kind="cooperative", name="K", tax_status="PKP")
        assert Listing.objects.filter(pk=listing.pk).update(available=9) == 0


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"total": 0}, "orders_order_total"), ({"decision": "block"}, "orders_order_decision")],
)
def test_an_order(changes: dict[str, Any], constraint: str):
    facts = {"number": "SBT-1", "ship_country": "ID", "decision": "domestic", "total": 1, **changes}
    with acting_as("storefront"), refused(constraint), transaction.atomic():
        Order.objects.create(buyer=Buyer.objects.create(email="a@b.id", name="A", country="ID"), **facts)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"total": 0}, "orders_part_total"),
        ({"is_locked": True, "paid_at": clock.now()}, "orders_part_locked_unpaid"),
        ({"shipped_at": clock.now()}, "orders_part_paid_first"),
        ({"settled_at": clock.now()}, "orders_part_settled_paid"),
        ({"cancelled_at": clock.now(), "paid_at": clock.now()}, "orders_part_not_both"),
    ],
)
def test_a_part(part: UUID, changes: dict[str, Any], constraint: str):
    with acting_as("owner"), refused(constraint), transaction.atomic():
        OrderPart.objects.filter(pk=part).update(**changes)


@pytest.mark.parametrize(
    ("changes", "constraint"), [({"number": "other"}, "orders_part_once"), ({"seller": None}, "orders_part_number")]
)
def test_a_part_stands_once(part: UUID, changes: dict[str, Any], constraint: str):
    with in_prison("IDM"):
        other = Seller.objects.create(prison_code="IDM", kind="cooperative", name="K", tax_status="PKP")
    with acting_as("storefront"), refused(constraint), transaction.atomic():
        row = OrderPart.objects.get(pk=part)
        row.pk, row._state.adding = None, True
        row.id = UUID(int=5)
        for field, value in changes.items():
            setattr(row, field, value or other)
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"quantity": 0}, "orders_line_positive"), ({"unit_price": 0}, "orders_line_positive")],
)
def test_a_line(part: UUID, changes: dict[str, Any], constraint: str):
    with acting_as("owner"), refused(constraint), transaction.atomic():
        OrderLine.objects.filter(part=part).update(**changes)


def test_a_listing_stands_once_in_a_part(part: UUID):
    with acting_as("storefront"), refused("orders_line_once"), transaction.atomic():
        row = OrderLine.objects.get(part=part)
        row.id = UUID(int=5)
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"amount": 0}, "orders_payment_positive"), ({"kind": "gift"}, "orders_payment_kind")],
)
def test_a_payment(part: UUID, changes: dict[str, Any], constraint: str):
    facts = {"prison_code": "IDM", "kind": "transfer_received", "amount": 1, "reference": "r", "by": "t", **changes}
    with in_prison("IDM"), refused(constraint), transaction.atomic():
        PaymentEvent.objects.create(part_id=part, **facts)


def test_a_payment_is_never_changed(part: UUID):
    facts = {"prison_code": "IDM", "kind": "transfer_received", "amount": 1, "reference": "r", "by": "t"}
    with in_prison("IDM"):
        PaymentEvent.objects.create(part_id=part, **facts)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            PaymentEvent.objects.update(amount=2)
        with refused("orders_payment_once"), transaction.atomic():
            PaymentEvent.objects.create(part_id=part, **facts)
