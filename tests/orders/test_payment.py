"""A treasurer confirms what the bank's statement shows; nothing else makes a part paid, and a locked one never is."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from marketplace.orders.models import OrderPart, PaymentEvent
from marketplace.orders.services import confirm_transfer, release_expired, ship_part
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import available, line, offer, order

pytestmark = pytest.mark.django_db
TOTAL = 2_250_000


@pytest.fixture
def part():
    offer()
    return UUID(order()["parts"][0]["id"])


def confirm(part: UUID, *, amount: int = TOTAL, reference: str = "T-1", prison: str = "IDM") -> OrderPart:
    with in_prison(prison):
        return confirm_transfer(part, amount=amount, reference=reference, by="treasurer")


def test_a_confirmed_transfer_pays_the_part_and_is_told(part):
    assert confirm(part).paid_at is not None
    with acting_as("relay"):
        told = OutboxEvent.objects.get(topic="orders.part_paid")
    assert (told.prison_code, told.body) == ("IDM", {"part": str(part)})


def test_the_same_reference_again_changes_nothing(part):
    first = confirm(part).paid_at
    assert confirm(part, reference=" T-1 ").paid_at == first
    with acting_as("storefront"):
        assert PaymentEvent.objects.count() == 1


@pytest.mark.parametrize("amount", [TOTAL - 1, TOTAL + 1, 0, -TOTAL])
def test_another_amount_is_refused(part, amount):
    with pytest.raises(Refused) as refusal:
        confirm(part, amount=amount)
    assert (refusal.value.code, refusal.value.field) == ("amount-differs", "amount")


@pytest.mark.parametrize("reference", ["", "  ", "x" * 61, "T\n1", "T\x00"])
def test_a_transfer_has_a_reference(part, reference):
    with pytest.raises(Refused) as refusal:
        confirm(part, reference=reference)
    assert refusal.value.field == "reference"


def test_a_second_transfer_for_a_paid_part_is_a_conflict(part):
    confirm(part)
    with pytest.raises(Conflict) as conflict:
        confirm(part, reference="T-2")
    assert conflict.value.code == "part-paid"


def test_one_transfer_does_not_pay_two_parts(part):
    confirm(part)
    other = UUID(order()["parts"][0]["id"])
    with pytest.raises(Conflict) as conflict:
        confirm(other)
    assert conflict.value.code == "transfer-used"
    with acting_as("storefront"):
        assert OrderPart.objects.get(pk=other).paid_at is None


def test_another_prisons_part_does_not_exist_here(part):
    with pytest.raises(NotFound):
        confirm(part, prison="GRT")
    with pytest.raises(NotFound):
        confirm(uuid4())


def test_a_locked_part_is_refused_by_the_service_and_by_the_database():
    offer()
    part = UUID(order(country="ES")["parts"][0]["id"])
    with pytest.raises(Refused) as refusal:
        confirm(part)
    assert refusal.value.code == "part-locked"
    with in_prison("IDM"):
        with pytest.raises(IntegrityError, match="orders_part_locked_unpaid"), transaction.atomic():
            OrderPart.objects.filter(pk=part).update(paid_at=clock.now())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            OrderPart.objects.filter(pk=part).update(is_locked=False)


def test_a_prison_reads_no_order_and_no_buyer(part):
    for table in ("orders_order", "orders_buyer"):
        denied = pytest.raises(ProgrammingError, match="permission denied")
        with in_prison("IDM"), connection.cursor() as cursor, denied, transaction.atomic():
            cursor.execute(f"SELECT * FROM {table}")


def test_a_prison_sees_its_own_parts_only(part):
    offer("GRT")
    order(line(1, "GRT"))
    for prison in ("IDM", "GRT"):
        with in_prison(prison):
            assert set(OrderPart.objects.values_list("prison_code", flat=True)) == {prison}


def test_only_a_paid_part_is_shipped(part):
    with in_prison("IDM"), pytest.raises(Conflict) as conflict:
        ship_part(part, by="officer")
    assert conflict.value.code == "part-unpaid"
    confirm(part)
    with in_prison("IDM"):
        shipped = ship_part(part, by="officer").shipped_at
        assert ship_part(part, by="officer").shipped_at == shipped


def released(days: float) -> int:
    with clock.at(clock.now() + timedelta(days=days)), acting_as("storefront"):
        return release_expired()


def test_an_unpaid_part_gives_its_pieces_back_after_two_days(part):
    assert released(1.9) == 0
    assert released(2.1) == 1
    assert released(2.1) == 0
    assert available() == 50
    with pytest.raises(Conflict) as conflict:
        confirm(part)
    assert conflict.value.code == "part-cancelled"


def test_a_paid_part_is_never_released(part):
    confirm(part)
    assert released(30) == 0
    assert available() == 45


def test_a_locked_part_is_kept_for_two_weeks():
    offer()
    order(country="ES")
    assert released(13.9) == 0
    assert released(14.1) == 1
    assert available() == 50
