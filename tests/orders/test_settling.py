"""A paid part is settled once: its pieces leave the stock, its total enters the ledger, and an unsigned scheme waits."""

from uuid import UUID

import pytest

from core import clock
from core.errors import Conflict, Refused
from marketplace.catalogue.services import open_seller, release_stock
from marketplace.orders import tasks
from marketplace.orders.invariants import prison_violations, violations
from marketplace.orders.models import OrderPart
from marketplace.orders.services import confirm_transfer, settle_part, settle_waiting
from programs.earnings.models import Settlement, SplitScheme
from programs.workshop.selectors import stock
from tenants.isolation.acting import acting_as, in_prison, owner_in
from tenants.selectors import by_code
from tests.earnings.making import make_lot
from tests.orders.market import line, order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _workshop():
    """Thirty inspected shades of IDM on the market, from two lots."""
    with acting_as("gate"):
        place = by_code("IDM")
    with in_prison("IDM"):
        for pieces in ((6, 4), (12, 8)):
            make_lot(pieces)
        open_seller("IDM", name="Lapas Indramayu", tax_status="PNBP", by="head")
        release_stock(place, "coir-shade", 30, by="officer")


def paid(pieces: int = 12) -> UUID:
    part = order(line(pieces))["parts"][0]
    with in_prison("IDM"):
        confirm_transfer(UUID(part["id"]), amount=part["total"], reference=part["number"], by="treasurer")
    return UUID(part["id"])


def market_pieces() -> int:
    with in_prison("IDM"):
        return stock()[0].marketplace


def clean() -> bool:
    with acting_as("storefront"):
        found = list(violations())
    with in_prison("IDM"):
        return [*found, *prison_violations()] == []


def test_a_paid_part_is_booked_and_its_pieces_are_gone():
    part = paid()
    with in_prison("IDM"):
        assert settle_part(part).settled_at is not None
        assert Settlement.objects.get().total == 5_400_000
    assert market_pieces() == 18
    assert clean()


def test_settling_again_changes_nothing():
    part = paid()
    with in_prison("IDM"):
        first = settle_part(part).settled_at
        assert settle_part(part).settled_at == first
        assert Settlement.objects.count() == 1
    assert market_pieces() == 18


def test_an_unsigned_scheme_leaves_everything_as_it_was_until_it_is_signed():
    part = paid()
    with owner_in("IDM"):
        SplitScheme.objects.update(signed_at=None)
    with in_prison("IDM"):
        with pytest.raises(Refused) as refusal:
            settle_part(part)
        assert refusal.value.code == "scheme-unsigned"
        assert settle_waiting() == 0
    assert market_pieces() == 30
    assert clean()
    with owner_in("IDM"):
        SplitScheme.objects.update(signed_at=clock.now())
    with in_prison("IDM"):
        assert settle_waiting() == 1
        assert settle_waiting() == 0
    assert market_pieces() == 18


def test_an_unpaid_part_is_not_settled():
    part = UUID(order(line(2))["parts"][0]["id"])
    with in_prison("IDM"), pytest.raises(Conflict) as conflict:
        settle_part(part)
    assert conflict.value.code == "part-unpaid"


def test_the_tasks_settle_in_their_prison():
    part, other = paid(3), paid(4)
    tasks.settle_part(prison="IDM", part=str(part))
    tasks.settle_part(prison="IDM", part=str(part))
    tasks.settle_waiting(prison="IDM")
    with in_prison("IDM"):
        assert not OrderPart.objects.filter(settled_at=None).exists()
        assert OrderPart.objects.filter(pk__in=[part, other]).count() == 2
    assert market_pieces() == 23
    tasks.release_expired()


def test_the_sums_are_watched():
    part = paid(3)
    assert clean()
    with acting_as("owner"):
        OrderPart.objects.filter(pk=part).update(total=1)
    with acting_as("storefront"):
        broken = {each.split(":")[0] for each in violations()}
    assert broken == {"parts-sum-to-order", "lines-sum-to-part", "paid-by-transfer"}


def test_lost_reserved_pieces_are_found():
    part = paid(3)
    with acting_as("owner"):
        OrderPart.objects.filter(pk=part).update(settled_at=clock.now())
    with in_prison("IDM"):
        assert [each.split(":")[0] for each in prison_violations()] == ["market-stock-is-free-or-reserved"]
