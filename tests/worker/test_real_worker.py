"""A real relay, a real broker and a real worker: a paid part is settled, whatever is killed or lost on the way."""

from pathlib import Path
from uuid import UUID

import pytest

from marketplace.orders import services as orders
from tenants.isolation.acting import acting_as, in_prison
from tests.running import broker_client, product, start
from tests.scene import worked
from tests.waiting import wait_until
from workspace.invariants import check_invariants

pytestmark = pytest.mark.usefixtures("own_database")


def paid_part(key: str) -> UUID:
    """An order to Indramayu whose transfer the treasurer has confirmed; nobody has been told yet."""
    staff = worked("IDM")
    lines = [{"prison": "IDM", "product": "coir-shade", "quantity": 2}]
    buyer = {"email": "buyer@worker.example", "name": "Hotel Contoh", "country": "ID"}
    ship_to = {"country": "ID", "city": "Cirebon", "line": "Jalan Contoh 1", "postcode": "45111"}
    with acting_as("storefront"):
        placed = orders.place_order(
            {"idempotency_key": key, "buyer": buyer, "ship_to": ship_to, "lines": lines}, by="test"
        )
    part = placed["parts"][0]
    with in_prison("IDM"):
        orders.confirm_transfer(UUID(part["id"]), amount=part["total"], reference=key, by=staff["treasurer"].actor)
    return UUID(part["id"])


def is_settled(part: UUID) -> bool:
    from marketplace.orders.models import OrderPart

    with in_prison("IDM"):
        return OrderPart.objects.filter(pk=part, settled_at__isnull=False).exists()


def undelivered() -> int:
    from core.models import Delivery, OutboxEvent

    with acting_as("relay"):
        return Delivery.objects.filter(done=None).count() + OutboxEvent.objects.filter(relayed=None).count()


def everything_is_told() -> None:
    wait_until(lambda: undelivered() == 0, "every fact is delivered and done")
    assert check_invariants().violations == ()


def test_a_paid_part_is_settled_by_a_worker(own_database: str, tmp_path: Path) -> None:
    part = paid_part("plain")
    with product(own_database, tmp_path, "worker", "relay") as running:
        wait_until(lambda: is_settled(part), "the part is settled")
        everything_is_told()
        assert "Traceback" not in running.logs()


def test_a_broker_that_loses_everything_loses_no_fact(own_database: str, tmp_path: Path) -> None:
    part = paid_part("lost")
    with product(own_database, tmp_path, "relay") as running:
        wait_until(lambda: broker_client().llen("work") > 0, "the relay has sent to the broker")
        running.forget_everything_in_the_broker()
        start(running, "worker", own_database)
        wait_until(lambda: is_settled(part), "the part is settled all the same")
        everything_is_told()


def test_a_worker_killed_at_work_is_replaced_and_the_part_is_settled_once(own_database: str, tmp_path: Path) -> None:
    part = paid_part("killed")
    with product(own_database, tmp_path, "relay", "worker") as running:
        wait_until(lambda: undelivered() > 0, "there is something to do", seconds=5)
        running.kill("worker")
        start(running, "worker", own_database)
        wait_until(lambda: is_settled(part), "the part is settled")
        everything_is_told()
