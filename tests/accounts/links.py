"""Links as the product makes them, for the tests of accounts and doors."""

from datetime import timedelta

from django.test import Client

from accounts import services
from accounts.models import Account
from core import clock
from tenants.isolation.acting import acting_as

INVITED = "invited@idm.example"
HOSTS = {"IDM": "indramayu.localhost", "GRT": "garut.localhost"}


def invited_account() -> Account:
    """An account without a password."""
    with acting_as("gate"):
        return services.open_account(INVITED)


def invitation(target: str = "/akun/tujuan/") -> str:
    """The path of an invitation to the invited account."""
    account = invited_account()
    with acting_as("gate"):
        address = services.invite(account, target=target)
    assert address is not None
    return address.removeprefix("http://localhost:8000")


def link_for(
    email: str,
    purpose: services.Purpose,
    *,
    host: str = "localhost",
    target: str = "/",
    age: float = 0,
    factor: str = "",
) -> str:
    """A token of a link that was made `age` seconds ago; a ticket with `factor` "full" lets in to work."""
    with acting_as("gate"), clock.at(clock.now() - timedelta(seconds=age)):
        account = Account.objects.get(email=email)
        return services.issue_link(account, purpose=purpose, host=host, target=target, factor=factor)


def is_signed_in(client: Client) -> bool:
    """Whether the client's session on its host belongs to someone."""
    with acting_as("gate"):
        return "_auth_user_id" in client.session
