"""A link redeemed twice at the same moment lets in once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from accounts.services import Purpose, accept_invitation, redeem_link
from core.errors import Refused
from tenants.isolation.acting import acting_as
from tests.accounts.links import HOSTS, invitation, link_for
from tests.cast import address

AT_ONCE = 6


def at_once(act) -> int:
    """How many of several callers at the same moment were let in."""
    barrier = Barrier(AT_ONCE)

    def call(_: int) -> bool:
        try:
            barrier.wait(timeout=20)
            with acting_as("gate"):
                act()
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(call, range(AT_ONCE)))


def test_a_ticket_lets_in_once(own_database: str) -> None:
    token = link_for(address("officer", "IDM"), Purpose.TICKET, host=HOSTS["IDM"])
    assert at_once(lambda: redeem_link(token, purpose=Purpose.TICKET, host=HOSTS["IDM"])) == 1


def test_an_invitation_sets_one_password(own_database: str) -> None:
    token = invitation().split("/")[-2]
    assert at_once(lambda: accept_invitation(token, password="seven whole mangoes on a plate")) == 1
