"""Kill -9 at random moments of provisioning, checkout and settling: nothing half done, and the next try succeeds."""

import random
import time
import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from core.logins import become_app, become_owner
from marketplace.orders import services as orders
from programs.replication.services import OnboardingSpec, onboard_prison
from tenants.isolation.acting import acting_as, in_prison
from tenants.provisioning.rendering import rendered_schema
from tests.kill.harness import killed_after
from tests.scene import worked
from workspace.demo.outbox import deliver_here
from workspace.invariants import check_invariants

pytestmark = pytest.mark.usefixtures("own_database")

MOMENTS = 20


def moments(act: Callable[[], object], seed: int) -> list[float]:
    """Random moments spread over the time the act takes."""
    started = time.perf_counter()
    act()
    whole = time.perf_counter() - started
    chance = random.Random(seed)  # noqa: S311 - moments to repeat, no secret
    return [chance.uniform(0, whole * 1.2) for _ in range(MOMENTS)]


def nothing_is_half_done() -> None:
    assert check_invariants().violations == ()


def onboard(number: int) -> None:
    spec = OnboardingSpec(
        code=f"K{number}",
        name=f"Lapas Contoh {number}",
        province="32",
        kind="lapas",
        prison_class="IIB",
        template="indramayu@1",
        programs=("coir-shade",),
        admin_email=f"head@k{number}.example",
        scheme="KEP1990_50_35_15",
        decree_number="CONTOH-1",
        slug=f"k{number}",
        is_demo=False,
    )
    become_owner()
    try:
        assert onboard_prison(spec, by="system").created
    finally:
        become_app()


def test_provisioning_killed_half_way_leaves_nothing(own_database: str) -> None:
    rendered_schema()
    unfinished = 0
    for number, moment in enumerate(moments(lambda: onboard(0), seed=1), start=1):
        finished = killed_after(moment, lambda n=number: onboard(n))
        nothing_is_half_done()
        if not finished:
            unfinished += 1
    assert unfinished > MOMENTS // 4, "the moments must fall inside the act"
    for number in range(1, MOMENTS + 1):
        become_owner()
        try:
            with acting_as("owner"):
                from tenants.models import Prison

                there = Prison.objects.filter(code=f"K{number}").exists()
        finally:
            become_app()
        if not there:
            onboard(number)
    nothing_is_half_done()


def request(key: str) -> dict[str, Any]:
    return {
        "idempotency_key": key,
        "buyer": {"email": "buyer@kill.example", "name": "Hotel Contoh", "country": "ID"},
        "ship_to": {"country": "ID", "city": "Cirebon", "line": "Jalan Contoh 1", "postcode": "45111"},
        "lines": [
            {"prison": "IDM", "product": "coir-shade", "quantity": 1},
            {"prison": "GRT", "product": "coir-shade", "quantity": 1},
        ],
    }


def place(key: str) -> dict[str, Any]:
    with acting_as("storefront"):
        placed: dict[str, Any] = orders.place_order(request(key), by="test")
        return placed


def test_a_checkout_killed_half_way_sells_nothing_twice(own_database: str) -> None:
    worked("IDM")
    worked("GRT")
    for number, moment in enumerate(moments(lambda: place("first"), seed=2)):
        killed_after(moment, lambda n=number: place(f"kill-{n}"))
        nothing_is_half_done()
        assert place(f"kill-{number}") == place(f"kill-{number}")
        nothing_is_half_done()


def test_settling_killed_half_way_books_once(own_database: str) -> None:
    staff = worked("IDM")
    worked("GRT")

    def pay(key: str) -> UUID:
        part = next(part for part in place(key)["parts"] if part["prison"] == "IDM")
        with in_prison("IDM"):
            orders.confirm_transfer(UUID(part["id"]), amount=part["total"], reference=key, by=staff["treasurer"].actor)
        return UUID(part["id"])

    pay("first")
    for number, moment in enumerate(moments(deliver_here, seed=3)):
        pay(f"pay-{number}-{uuid.uuid4().hex[:6]}")
        killed_after(moment, deliver_here)
        nothing_is_half_done()
        _due_now()
        deliver_here()
        nothing_is_half_done()
    assert _undelivered() == 0


def _due_now() -> None:
    """Let what the killed process held be due again, as time would."""
    from core.models import Delivery

    with acting_as("relay"):
        Delivery.objects.filter(done=None).update(due="2020-01-01T00:00Z")


def _undelivered() -> int:
    from core.models import Delivery

    with acting_as("relay"):
        return Delivery.objects.filter(done=None).count()
