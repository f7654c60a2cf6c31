"""The second factor: staff set it up before anything else, its codes work once, recovery codes are shown once, it steps up."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Account, OneTimeLink
from accounts.services import Purpose
from core import clock
from core.models import AuditEntry
from tenants.isolation.acting import acting_as
from tests.accounts.links import HOSTS, invitation, is_signed_in, link_for
from tests.cast import PASSWORD, address
from tests.codes import code_of, secret_on, wrong_code

pytestmark = pytest.mark.django_db
SET_UP, CONFIRM, CODES, REMOVE = (
    f"/akun/faktor/{part}/" for part in ("pasang", "konfirmasi", "kode-cadangan", "lepas")
)
OFFICER = address("officer", "IDM")
ENGLISH = {"accept-language": "en"}


def set_up(client: Client, path: str = SET_UP) -> str:
    """Set the second factor up as a phone would; the secret."""
    secret = secret_on(client.get(path).content.decode())
    assert client.post(SET_UP, {"code": code_of(secret)}).status_code == 302
    return secret


def signed_in(email: str = OFFICER) -> Client:
    """By password on the page of sign-in."""
    client = Client(headers={"host": "localhost"})
    assert client.post("/akun/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


def shown_codes(page) -> list[str]:
    return re.findall(r'<code class="secret">(\d{8})</code>', page.content.decode())


def test_an_invited_person_sets_it_up_keeps_the_codes_and_is_at_work(client_at) -> None:
    client = client_at("", "officer", prison="IDM", factor="")
    for path in ("/akun/masuk-ke/IDM/", "/akun/tujuan/"):
        led = client.get(path)["location"]
        assert (urlsplit(led).path, parse_qs(urlsplit(led).query)["next"]) == (CONFIRM, [path])
    led = client.get(client.get("/akun/masuk-ke/IDM/")["location"])["location"]
    assert led == f"{SET_UP}?next=%2Fakun%2Fmasuk-ke%2FIDM%2F"
    page = client.get(led).content.decode()
    assert 'src="data:image/svg+xml' in page
    done = client.post(SET_UP, {"code": code_of(secret_on(page)), "next": "/akun/masuk-ke/IDM/"})
    codes = client.get(done["location"])
    assert len(shown_codes(codes)) == 10
    assert client.post(CODES, {"next": "/akun/masuk-ke/IDM/"})["location"] == "/akun/masuk-ke/IDM/"
    door = urlsplit(client.get("/akun/masuk-ke/IDM/")["location"])
    inside = Client(headers={"host": door.hostname})
    inside.get(door.path)
    assert inside.get("/").status_code == 200


def test_an_invitation_leads_to_the_second_factor_when_the_person_is_staff(client_at) -> None:
    client, path = client_at(), invitation("/akun/tujuan/")
    accepted = client.post(path, {"password": "seven whole mangoes", "repeated": "seven whole mangoes"})
    assert accepted["location"] == "/akun/tujuan/"
    assert is_signed_in(client)
    assert client.get("/akun/tujuan/")["location"] == "/"  # no membership yet: nothing asks for it


def test_the_secret_stays_the_same_until_it_is_set_up_and_is_kept_sealed(client_at) -> None:
    client = client_at("", "officer", prison="IDM", factor="")
    first = secret_on(client.get(SET_UP).content.decode())
    client.post("/i18n/setlang/", {"language": "en", "next": SET_UP})
    page = client.get(SET_UP).content.decode()
    assert "Scan this picture" in page or 'lang="en"' in page
    assert secret_on(page) == first
    client.post(SET_UP, {"code": code_of(first)})
    with acting_as("owner"):
        kept = Authenticator.objects.get(type="totp", user__email=OFFICER)
        assert first.replace(" ", "") not in str(kept.data)
        assert AuditEntry.objects.filter(act="factor.set-up", subject=f"account:{kept.user_id}").exists()


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "0" * 500, "１２３４５６", "' OR 1"])
def test_a_wrong_first_code_sets_nothing_up(client_at, code) -> None:
    client = client_at("", "officer", prison="IDM", factor="")
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": code}).status_code == 422
    with acting_as("owner"):
        assert not Authenticator.objects.exists()


def test_sign_in_asks_for_the_code_and_takes_each_once() -> None:
    secret = set_up(signed_in())
    client = signed_in()
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith("/akun/login/")
    assert client.post("/akun/2fa/authenticate/", {"code": wrong_code(secret)}).status_code == 200
    assert not is_signed_in(client)
    code = code_of(secret)
    assert client.post("/akun/2fa/authenticate/", {"code": code})["location"] == "/akun/tujuan/"
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith("http://indramayu.localhost")
    again = signed_in()
    again.post("/akun/2fa/authenticate/", {"code": code})
    assert not is_signed_in(again)


def test_a_recovery_code_lets_in_once() -> None:
    first = signed_in()
    set_up(first)
    code = shown_codes(first.get(CODES))[3]
    for expected in (True, False):
        client = signed_in()
        client.post("/akun/2fa/authenticate/", {"code": code})
        assert is_signed_in(client) is expected


def test_many_wrong_codes_are_throttled() -> None:
    secret = set_up(signed_in())
    client = signed_in()
    for _ in range(6):
        client.post("/akun/2fa/authenticate/", {"code": wrong_code(secret)})
    client.post("/akun/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_signed_in(client)


def test_recovery_codes_are_shown_until_kept_and_in_this_session_only() -> None:
    client = signed_in()
    secret = set_up(client)
    client.post("/i18n/setlang/", {"language": "en", "next": CODES})
    assert len(shown_codes(client.get(CODES))) == 10
    other = signed_in()
    other.post("/akun/2fa/authenticate/", {"code": code_of(secret)})
    assert not shown_codes(other.get(CODES))
    client.post(CODES, {})
    assert not shown_codes(client.get(CODES))
    old = {*shown_codes(client.get(CODES))}
    assert client.post(f"{CODES}baru/")["location"].startswith(CODES)
    assert len({*shown_codes(client.get(CODES))} - old) == 10


def test_new_recovery_codes_need_the_factor_in_this_session(client_at) -> None:
    set_up(signed_in())
    answer = client_at("", "officer", prison="IDM", factor="").post(f"{CODES}baru/")
    assert answer.status_code == 403
    assert CONFIRM in answer.content.decode()


def test_the_factor_of_one_account_says_nothing_of_another_in_the_same_browser(client_at) -> None:
    client = client_at("", "officer", prison="IDM")
    with acting_as("gate"):
        client.force_login(Account.objects.get(email=address("head", "IDM")))
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith(CONFIRM)


def test_confirming_steps_up_and_goes_on_with_what_was_typed(client_at) -> None:
    secret = set_up(client_at("", "head", prison="IDM", factor=""))
    head = client_at("", "head", prison="IDM", factor="")
    members = "/akun/anggota/IDM/"
    typed = {"email": "new@idm.example", "name": "Sari & Co", "role": "instructor", "csrfmiddlewaretoken": "x"}
    stopped = head.post(members, typed, headers={"referer": f"http://localhost{members}"})
    page = stopped.content.decode()
    assert stopped.status_code == 403
    kept = re.search(r'name="kept" value="([^"]*)"', page)
    assert kept is not None
    assert "csrfmiddlewaretoken" not in kept[1]
    body = {"target": members, "next": members, "kept": kept[1].replace("&amp;", "&")}
    assert head.post(CONFIRM, {**body, "code": wrong_code(secret)}).status_code == 422
    again = head.post(CONFIRM, {**body, "code": code_of(secret)}).content.decode()
    assert 'name="name" value="Sari &amp; Co"' in again
    assert f'action="{members}"' in again
    assert head.get(members).status_code == 200


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_confirming_leads_nowhere_else(client_at, evil) -> None:
    secret = set_up(client_at("", "head", prison="IDM", factor=""))
    head = client_at("", "head", prison="IDM", factor="")
    page = head.post(CONFIRM, {"next": evil, "target": evil, "kept": "a=1", "code": code_of(secret)})
    assert page["location"] == "/"
    assert head.get(CONFIRM, {"next": evil})["location"] == "/"


def test_a_link_brings_no_filled_in_form(client_at) -> None:
    set_up(client_at("", "head", prison="IDM", factor=""))
    head = client_at("", "head", prison="IDM", factor="")
    crafted = {"next": "/", "target": "/akun/anggota/IDM/", "kept": "email=thief%40evil.example&role=head"}
    page = head.get(CONFIRM, crafted).content.decode()
    assert 'name="code"' in page
    assert 'name="target"' not in page
    assert 'name="kept"' not in page


def test_a_factor_is_removed_by_a_code_and_staff_then_set_up_another(client_at) -> None:
    client = client_at("", "officer", prison="IDM", factor="")
    secret = set_up(client)
    assert client.post(REMOVE, {"code": wrong_code(secret)}).status_code == 422
    assert client.post(REMOVE, {"code": code_of(secret)})["location"] == SET_UP
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith(CONFIRM)
    set_up(client)
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith("http://indramayu")


def test_with_a_factor_there_is_nothing_to_set_up(client_at) -> None:
    set_up(client_at("", "officer", prison="IDM", factor=""))
    thief = client_at("", "officer", prison="IDM", factor="")
    assert thief.get(SET_UP)["location"].startswith(CONFIRM)
    assert thief.post(SET_UP, {"code": "123456"})["location"].startswith(CONFIRM)


def test_a_buyer_is_asked_for_nothing_and_may_set_one_up(client_at) -> None:
    buyer = client_at("", "buyer", factor="")
    assert buyer.get("/pesanan-saya/").status_code == 200
    assert buyer.get("/akun/tujuan/")["location"] == "/"
    set_up(buyer)
    assert "lepas" in buyer.get("/akun/faktor/").content.decode()


@pytest.mark.parametrize("role", ["analyst", "regional"])
def test_offices_stay_closed_without_the_factor(client_at, role) -> None:
    client = client_at("", role, factor="")
    for path in ("/national/", "/onboarding/persetujuan/"):
        assert client.get(path)["location"].startswith(f"{CONFIRM}?next=")
    assert client.post("/onboarding/persetujuan/").status_code in {302, 403}
    problem = client.get("/api/v1/national/comparison/")
    assert (problem.status_code, problem.json()["code"]) == (403, "factor-needed")


def test_a_prison_stays_closed_to_a_session_without_the_factor(client_at) -> None:
    client = client_at("IDM", "officer", factor="")
    assert urlsplit(client.get("/orang/")["location"]).hostname == "localhost"
    assert client.post("/orang/impor/", {}).status_code == 401
    assert client.get("/api/v1/people/").json()["code"] == "factor-needed"


def test_a_ticket_carries_the_factor_and_a_ticket_without_gives_none() -> None:
    token = link_for(OFFICER, Purpose.TICKET, host=HOSTS["IDM"])
    inside = Client(headers={"host": HOSTS["IDM"]})
    inside.get(f"/tiket/{token}/")
    assert inside.get("/").status_code == 302


def test_a_demo_link_counts_as_the_factor(client_at, settings) -> None:
    settings.DEMO = True
    client = client_at()
    client.get(f"/akun/demo/{link_for(OFFICER, Purpose.DEMO)}/")
    assert client.get("/akun/masuk-ke/IDM/")["location"].startswith("http://indramayu")


def test_only_a_ticket_carries_a_factor() -> None:
    with acting_as("owner"):
        account = Account.objects.get(email=OFFICER)
        ends = clock.now() + timedelta(hours=1)
        facts = {"account": account, "host": "x", "created": clock.now(), "expires": ends, "digest": "0" * 64}
        for purpose, factor in (("demo", "full"), ("ticket", "pin")):
            with pytest.raises(IntegrityError, match="accounts_link_factor"), transaction.atomic():
                OneTimeLink.objects.create(purpose=purpose, factor=factor, **facts)


def test_pages_of_the_factor_ask_to_sign_in(client_at) -> None:
    for path in (SET_UP, CONFIRM, CODES, "/akun/faktor/"):
        assert client_at().get(path)["location"].startswith("/akun/login/?next=")
    for path in (REMOVE, f"{CODES}baru/"):
        assert client_at().post(path, {}).status_code == 401
