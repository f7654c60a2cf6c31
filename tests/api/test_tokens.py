"""A token lets a program ask as an account, at one host, until it ends: never more than the account may, and no money."""

import json
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Account, ApiToken
from accounts.services import issue_token, revoke_token
from core import clock
from core.errors import NotFound
from tenants.isolation.acting import acting_as
from tenants.models import Membership
from tests.api.test_prison import is_problem
from tests.cast import address

pytestmark = pytest.mark.django_db
PAGE, STOCK, ME = "/akun/token/", "/api/v1/stock/", "/api/v1/me/"
NEW = {"label": "Stock on the wall", "prison": "IDM", "days": "30"}
SHOWN = re.compile(r'id="token">([\w-]+)<')


def token_of(role: str, prison: str, **facts) -> str:
    wanted = {"label": "test", "prison": prison, "may_write": False, "days": 30, **facts}
    with acting_as("gate"):
        return issue_token(Account.objects.get(email=address(role, prison)), **wanted)


def asked(client: Client, path: str, token: str, body: object = None):
    headers = {"authorization": f"Bearer {token}"}
    if body is None:
        return client.get(path, headers=headers)
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def test_a_token_is_made_on_the_page_and_shown_once(client_at):
    officer = client_at("", "officer", prison="IDM")
    token = SHOWN.search(officer.post(PAGE, NEW).content.decode())[1]
    again = officer.get(PAGE).content.decode()
    assert token not in again
    assert "Stock on the wall" in again
    assert asked(client_at("IDM"), STOCK, token).status_code == 200


def test_the_page_is_for_who_is_signed_in_and_staff_show_the_full_factor(client_at):
    assert client_at().get(PAGE).status_code == 302
    assert client_at("", "officer", prison="IDM", factor="").get(PAGE).status_code == 403
    assert client_at("", "buyer").get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"), [("label", ""), ("label", "x" * 81), ("days", "9999"), ("days", ""), ("prison", "GRT")]
)
def test_what_does_not_fit_is_said_and_makes_no_token(client_at, field, value):
    answer = client_at("", "officer", prison="IDM").post(PAGE, {**NEW, field: value})
    assert answer.status_code == 422
    with acting_as("gate"):
        assert not ApiToken.objects.exists()


def test_a_token_is_of_one_host(client_at):
    token = token_of("officer", "IDM")
    assert asked(client_at("IDM"), ME, token).json()["roles"] == ["officer"]
    for place in ("GRT", ""):
        assert is_problem(asked(client_at(place), ME, token), 403)["code"] == "token-void"


def test_a_token_may_what_its_account_may(client_at):
    assert (
        is_problem(asked(client_at("IDM"), "/api/v1/people/", token_of("treasurer", "IDM")), 403)["code"]
        == "role-missing"
    )
    token = token_of("officer", "IDM")
    with acting_as("owner"):
        Membership.objects.filter(account__email=address("officer", "IDM")).delete()
    assert is_problem(asked(client_at("IDM"), STOCK, token), 403)["code"] == "not-a-member"


def test_a_token_that_reads_does_not_write_and_one_that_writes_needs_no_csrf(client_at):
    body = {"marks": [{"person": 1, "state": "present", "minutes": 60}]}
    client = Client(enforce_csrf_checks=True, headers={"host": client_at("IDM").defaults["HTTP_HOST"]})
    path = "/api/v1/sessions/1/register/"
    assert is_problem(asked(client, path, token_of("officer", "IDM"), body), 403)["code"] == "token-reads-only"
    assert (
        is_problem(asked(client, path, token_of("officer", "IDM", may_write=True), body), 404)["code"]
        == "session-unknown"
    )


def test_a_token_opens_no_page(client_at):
    token = token_of("head", "IDM", may_write=True)
    assert asked(client_at("IDM"), "/", token).status_code == 302
    assert asked(client_at("IDM"), "/orang/", token).status_code == 302


def test_an_ended_a_late_and_an_invented_token_let_nobody_in(client_at):
    officer, token = client_at("", "officer", prison="IDM"), token_of("officer", "IDM")
    with acting_as("gate"):
        row = ApiToken.objects.get()
    assert client_at("", "head", prison="IDM").post(f"{PAGE}{row.pk}/akhiri/").status_code == 404
    assert asked(client_at("IDM"), ME, token).status_code == 200
    assert officer.post(f"{PAGE}{row.pk}/akhiri/").status_code == 302
    late = token_of("officer", "IDM")
    for each in (token, "invented", ""):
        assert is_problem(asked(client_at("IDM"), ME, each), 403)["code"] == "token-void"
    with clock.at(clock.now() + timedelta(days=31)):
        assert asked(client_at("IDM"), ME, late).status_code == 403


def test_nobody_ends_the_token_of_another(client_at):
    token_of("officer", "IDM")
    with acting_as("gate"):
        row, other = ApiToken.objects.get(), Account.objects.get(email=address("buyer"))
        with pytest.raises(NotFound):
            revoke_token(row.pk, account=other.pk)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("accounts_token_label", {"label": ""}),
        ("accounts_token_digest", {"digest": "in clear"}),
        ("accounts_token_expires", {"expires": clock.now() - timedelta(days=1)}),
        ("accounts_token_expires", {"expires": clock.now() + timedelta(days=400)}),
        ("accounts_token_revoked", {"revoked_at": clock.now() - timedelta(days=1)}),
    ],
)
def test_the_database_refuses_a_token_that_cannot_be(name, facts):
    with acting_as("gate"):
        account = Account.objects.get(email=address("buyer"))
        good = {"label": "x", "digest": "a" * 64, "expires": clock.now() + timedelta(days=1)}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ApiToken.objects.create(account=account, **{**good, **facts})
