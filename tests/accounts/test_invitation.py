"""An invitation sets a password once and signs in; used, expired or foreign it opens nothing and says so."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import services
from accounts.models import Account, OneTimeLink
from core import clock
from tenants.isolation.acting import acting_as
from tests.accounts.links import INVITED, invitation, invited_account, is_signed_in, link_for
from tests.cast import address

pytestmark = pytest.mark.django_db
PASSWORD = "seven whole mangoes on a plate"
TYPED = {"password": PASSWORD, "repeated": PASSWORD}


def test_looking_uses_nothing_up_and_posting_signs_in_once(client_at) -> None:
    client, path = client_at(), invitation("/akun/masuk-ke/IDM/")
    for _ in range(2):
        page = client.get(path)
        assert page.status_code == 200
        assert INVITED in page.content.decode()
    accepted = client.post(path, TYPED)
    assert (accepted.status_code, accepted["location"]) == (302, "/akun/masuk-ke/IDM/")
    with acting_as("owner"):
        account = Account.objects.get(email=INVITED)
        assert account.check_password(PASSWORD)
        assert account.last_login is not None
        assert EmailAddress.objects.get(user=account).verified
    assert is_signed_in(client)
    assert client_at().get(path).status_code == 410
    assert client_at().post(path, TYPED).status_code == 410


@pytest.mark.parametrize(
    "typed",
    [
        {"password": "short", "repeated": "short"},
        {"password": PASSWORD, "repeated": "another one entirely"},
        {"password": "password1234", "repeated": "password1234"},
        {"password": "", "repeated": ""},
        {"password": "x" * 5000, "repeated": "x" * 5000},
    ],
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_still_works(client_at, typed) -> None:
    path = invitation()
    assert client_at().post(path, typed).status_code == 422
    assert client_at().post(path, TYPED).status_code == 302


def test_several_invitations_work_until_one_is_used(client_at) -> None:
    first, second = invitation(), invitation()
    assert client_at().get(first).status_code == 200
    assert client_at().post(second, TYPED).status_code == 302
    assert client_at().get(first).status_code == 410


def test_an_invitation_never_replaces_a_password(client_at) -> None:
    with acting_as("gate"):
        buyer = Account.objects.get(email=address("buyer"))
        assert services.invite(buyer, target="/") is None
    token = link_for(address("buyer"), services.Purpose.INVITATION)
    assert client_at().post(f"/akun/undangan/{token}/", TYPED).status_code == 410


def test_an_expired_unknown_or_foreign_link_is_a_clear_page(client_at) -> None:
    invited_account()
    expired = link_for(INVITED, services.Purpose.INVITATION, age=timedelta(days=8).total_seconds())
    ticket = link_for(INVITED, services.Purpose.TICKET)
    elsewhere = link_for(INVITED, services.Purpose.INVITATION, host="garut.localhost")
    for token in (expired, ticket, elsewhere, "x", "x" * 400, "'--"):
        answer = client_at().get(f"/akun/undangan/{token}/")
        assert answer.status_code == 410
        assert "Traceback" not in answer.content.decode()


def test_a_closed_account_comes_in_by_no_link(client_at) -> None:
    path = invitation()
    with acting_as("owner"):
        Account.objects.filter(email=INVITED).update(is_active=False)
    assert client_at().get(path).status_code == 410


def test_only_the_digest_of_a_token_is_kept(client_at) -> None:
    token = invitation().split("/")[-2]
    with acting_as("owner"):
        link = OneTimeLink.objects.get(account__email=INVITED)
    assert token not in {str(value) for value in vars(link).values()}


def test_the_page_is_kept_nowhere(client_at) -> None:
    answer = client_at().get(invitation())
    assert "no-store" in answer["cache-control"]
    assert answer["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("there", ["127.0.0.1", "::1"])
def test_a_demo_link_signs_in_once_in_a_demo_on_this_machine(client_at, settings, there) -> None:
    settings.DEMO = True
    token = link_for(address("officer", "IDM"), services.Purpose.DEMO, target="/akun/masuk-ke/IDM/")
    client: Client = client_at()
    entered = client.get(f"/akun/demo/{token}/", REMOTE_ADDR=there)
    assert (entered.status_code, entered["location"]) == (302, "/akun/masuk-ke/IDM/")
    assert entered["referrer-policy"] == "no-referrer"
    assert is_signed_in(client)
    assert client_at().get(f"/akun/demo/{token}/", REMOTE_ADDR=there).status_code == 410


@pytest.mark.parametrize(
    ("is_demo", "meta"),
    [
        (False, {"REMOTE_ADDR": "127.0.0.1"}),
        (True, {"REMOTE_ADDR": "10.0.0.7"}),
        (True, {"REMOTE_ADDR": ""}),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}),
    ],
)
def test_a_demo_link_works_nowhere_else(client_at, settings, is_demo, meta) -> None:
    settings.DEMO = is_demo
    token = link_for(address("officer", "IDM"), services.Purpose.DEMO)
    client: Client = client_at()
    assert client.get(f"/akun/demo/{token}/", **meta).status_code == 404
    assert not is_signed_in(client)
    with acting_as("owner"):
        assert OneTimeLink.objects.get(digest=OneTimeLink.digest_of(token)).used is None


def test_links_of_the_future_and_the_past_are_bounded() -> None:
    assert {purpose: life.total_seconds() for purpose, life in services.links.LIFETIME.items()} == {
        "ticket": 30,
        "invitation": 7 * 86400,
        "demo": 12 * 3600,
    }
    assert clock.now().tzinfo is not None
