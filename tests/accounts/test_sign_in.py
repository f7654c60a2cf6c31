"""Signing in, signing up and resetting a password work on the public host, by e-mail, throttled, enumerating nobody."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, ProgrammingError, transaction

from accounts.models import Account, OneTimeLink
from accounts.services import open_account
from core import clock
from core.errors import Refused
from tenants.isolation.acting import acting_as, in_prison
from tests.accounts.links import is_signed_in
from tests.cast import PASSWORD, address

pytestmark = pytest.mark.django_db
LOGIN = "/akun/login/"
NEW_PASSWORD = "seven whole mangoes on a plate"


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()


def sign_in(client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_by_password_to_the_choice_of_places_or_to_where_one_came_from(client_at) -> None:
    assert sign_in(client_at(), address("buyer"))["location"] == "/akun/tujuan/"
    back = "/akun/masuk-ke/IDM/?ke=%2Forang%2F"
    assert sign_in(client_at(), address("officer", "IDM"), next=back)["location"] == back


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_a_foreign_place(client_at, elsewhere) -> None:
    assert sign_in(client_at(), address("buyer"), next=elsewhere)["location"] == "/akun/tujuan/"


@pytest.mark.parametrize(("email", "password"), [(address("buyer"), "wrong"), ("nobody@x.example", PASSWORD), ("", "")])
def test_a_wrong_pair_is_answered_alike_and_lets_nobody_in(client_at, email, password) -> None:
    client = client_at()
    assert sign_in(client, email, password).status_code == 200
    assert not is_signed_in(client)


def test_many_wrong_tries_are_throttled(client_at) -> None:
    for _ in range(6):
        last = sign_in(client_at(), address("buyer"), "wrong")
    assert last.status_code in {200, 429}
    blocked = client_at()
    sign_in(blocked, address("buyer"))
    assert not is_signed_in(blocked)


def test_by_a_code_sent_by_mail(client_at) -> None:
    client = client_at()
    asked = client.post("/akun/login/code/", {"email": address("buyer")})
    assert asked["location"] == "/akun/login/code/confirm/"
    assert address("buyer") in client.get(asked["location"]).content.decode()
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None, mail.outbox[0].body
    entered = client.post("/akun/login/code/confirm/", {"code": code[1]})
    assert (entered.status_code, entered["location"]) == (302, "/akun/tujuan/")


def test_a_buyer_signs_up_and_confirms_the_address(client_at) -> None:
    client = client_at()
    sent = client.post("/akun/signup/", {"email": "New@Buyer.example", "password1": NEW_PASSWORD})
    assert sent["location"] == "/akun/confirm-email/"
    assert client.get(sent["location"]).status_code == 200
    (path,) = re.findall(r"http://\S+(/akun/confirm-email/\S+/)", mail.outbox[0].body)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302
    assert sign_in(client_at(), "new@buyer.example", NEW_PASSWORD)["location"] == "/akun/tujuan/"


def test_signing_up_with_a_known_address_tells_only_its_owner(client_at) -> None:
    answer = client_at().post("/akun/signup/", {"email": address("buyer"), "password1": NEW_PASSWORD})
    assert answer["location"] == "/akun/confirm-email/"
    assert mail.outbox[0].to == [address("buyer")]


def test_a_forgotten_password_is_chosen_anew(client_at) -> None:
    client = client_at()
    assert client.post("/akun/password/reset/", {"email": address("buyer")}).status_code == 302
    (path,) = re.findall(r"http://\S+(/akun/password/reset/key/\S+/)", mail.outbox[0].body)
    form = client.get(path, follow=True)
    chosen = client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert chosen.status_code == 302
    assert client.get(chosen["location"]).status_code == 200
    assert sign_in(client_at(), address("buyer"), NEW_PASSWORD)["location"] == "/akun/tujuan/"
    assert client_at().get("/akun/password/reset/key/1-set-password/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "signup/",
        "login/code/",
        "password/reset/",
        "password/reset/done/",
        "confirm-email/",
        "inactive/",
        "logout/",
    ],
)
def test_every_page_stands_in_our_frame(client_at, path) -> None:
    page = client_at().get(f"/akun/{path}")
    assert page.status_code == 200
    assert 'class="site-head"' in page.content.decode()


@pytest.mark.parametrize(
    "path", ["email/", "password/change/", "faktor/", "faktor/pasang/", "faktor/kode-cadangan/", "reauthenticate/"]
)
def test_pages_of_one_s_own_account_stand_in_our_frame(client_at, path) -> None:
    client = client_at()
    sign_in(client, address("buyer"))
    page = client.get(f"/akun/{path}")
    assert page.status_code == 200
    assert 'class="site-head"' in page.content.decode()


def test_leaving_asks_first_and_goes_to_a_local_page_only(client_at) -> None:
    client = client_at("", "buyer")
    assert client.get("/akun/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/akun/logout/", {"next": "https://evil.example/"})["location"] == "/"
    assert not is_signed_in(client)


def test_prisons_and_buyers_read_no_account(client_at) -> None:
    for place in (acting_as("storefront"), acting_as("national"), in_prison("IDM")):
        with place, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Account.objects.count()


@pytest.mark.parametrize(
    ("model", "facts", "constraint"),
    [
        (Account, {"email": "Upper@x.example"}, "accounts_email_lower"),
        (OneTimeLink, {"expires": clock.now()}, "accounts_link_expires"),
        (OneTimeLink, {"purpose": "other"}, "accounts_link_purpose"),
    ],
)
def test_the_database_refuses_rows_that_cannot_be(model, facts, constraint) -> None:
    with acting_as("owner"):
        if model is OneTimeLink:
            made, account = clock.now(), Account.objects.get(email=address("buyer"))
            base = {"purpose": "demo", "digest": "0" * 64, "host": "x", "created": made, "expires": clock.now()}
            facts = {**base, "account": account, "created": made, **facts}
            facts["expires"] = made if constraint == "accounts_link_expires" else clock.now()
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            model.objects.create(**facts)


@pytest.mark.parametrize("email", ["", "x", "a b@x.example", "a@b\n.example", f"{'a' * 250}@x.example"])
def test_a_malformed_address_opens_no_account(email) -> None:
    with acting_as("gate"), pytest.raises(Refused) as refused:
        open_account(email)
    assert refused.value.field == "admin_email"
