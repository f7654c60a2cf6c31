"""Two officers and one envelope: it is received once, and who comes second is told so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.errors import Conflict
from tenants.isolation.acting import in_prison
from tenants.services import consignments
from tests.earnings.test_race import is_alone
from tests.waiting import wait_until

pytestmark = pytest.mark.commits


def ended(act, code: str, gate: Barrier) -> str:
    """Do it at the gate's moment, in a connection of its own."""
    try:
        gate.wait(timeout=30)
        with in_prison(code):
            act()
    except Conflict as error:
        return error.code
    else:
        return "done"
    finally:
        connection.close()


@pytest.mark.parametrize("rival", ["receive", "refuse", "recall"])
def test_a_consignment_ends_once(own_database, rival: str) -> None:
    with in_prison("IDM"):
        pk = consignments.send_envelope("GRT", b"sealed", kind="person").pk
    acts = {
        "receive": (lambda: consignments.receive(pk, kind="person"), "GRT"),
        "refuse": (lambda: consignments.refuse(pk, kind="person", refusal="full"), "GRT"),
        "recall": (lambda: consignments.recall(pk, kind="person"), "IDM"),
    }
    gate = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(ended, *acts[name], gate) for name in ("receive", rival))
        assert sorted([first.result(), second.result()]) == ["consignment-ended", "done"]
    wait_until(is_alone, "closed connections are gone from the server, so that the database can be dropped")
