"""A session, a ticket and a host name give what they were made for, and nothing after it, elsewhere or by another spelling."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.services import Purpose
from core import clock
from programs.people.models import Person
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import members_of
from tenants.services import revoke_membership
from tests.accounts.links import HOSTS, is_signed_in, link_for
from tests.cast import PASSWORD, address

pytestmark = pytest.mark.django_db
EVIL = (
    "//evil.example",
    "///evil.example",
    "https://evil.example/",
    "\\\\evil.example",
    "/\\evil.example",
    "%2F%2Fevil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    "http://localhost:8000@evil.example/",
    "http://[::1/evil",
    "evil.example",
    "-1",
)


def leads_away(location: str) -> bool:
    where = urlsplit(urljoin("http://localhost/a/", location.replace("\\", "/")))
    return where.scheme != "http" or where.hostname not in {settings.BASE_HOST, *HOSTS.values()}


def expire(client: Client) -> None:
    with acting_as("gate"):
        Session.objects.filter(pk=client.session.session_key).update(expire_date=clock.now() - timedelta(seconds=1))


def moved(client: Client, host: str) -> Client:
    """Another client on another host with the same cookies."""
    other = Client(headers={"host": host})
    other.cookies = client.cookies
    return other


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        ("http://indramayu.localhost/orang/impor/?x=1", "/orang/impor/?x=1"),
        ("http://evil.example/orang/", "/"),
        ("http://indramayu.localhost//evil.example", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_its_session_says_that_nothing_is_saved_and_leads_back_to_the_form(
    client_at, came_from: str, back_to: str
) -> None:
    officer = client_at("IDM", "officer")
    expire(officer)
    answer = officer.post("/orang/impor/", {"check_only": ""}, headers={"referer": came_from, "accept-language": "en"})
    page = answer.content.decode()
    assert (answer.status_code, "was not saved" in page) == (401, True)
    (link,) = {unescape(href) for href in re.findall(r'href="([^"]*/akun/login/[^"]*)"', page)}
    assert parse_qs(urlsplit(parse_qs(urlsplit(link).query)["next"][0]).query)["ke"] == [back_to]
    with in_prison("IDM"):
        assert not Person.objects.exists()


def test_a_page_asked_for_after_its_session_leads_to_sign_in_and_back(client_at) -> None:
    officer = client_at("IDM", "officer")
    expire(officer)
    where = urlsplit(officer.get("/orang/")["location"])
    assert (where.netloc, where.path) == ("localhost:8000", "/akun/login/")
    assert parse_qs(where.query)["next"] == ["/akun/masuk-ke/IDM/?ke=%2Forang%2F"]


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        ("http://localhost/akun/anggota/IDM/?with_role=officer", "/akun/anggota/IDM/?with_role=officer"),
        ("http://evil.example/akun/anggota/IDM/", "/akun/tujuan/"),
        ("", "/akun/tujuan/"),
    ],
)
def test_a_form_of_the_public_host_sent_after_its_session_leads_back_to_the_form(client_at, came_from, back_to) -> None:
    head = client_at("", "head", prison="IDM")
    with acting_as("gate"):
        membership = next(each.membership for each in members_of("IDM") if each.role == "officer")
    expire(head)
    answer = head.post(f"/akun/anggota/IDM/{membership}/akhiri/", headers={"referer": came_from})
    assert answer.status_code == 401
    (link,) = {unescape(href) for href in re.findall(r'href="([^"]*/akun/login/\?[^"]*)"', answer.content.decode())}
    assert parse_qs(urlsplit(link).query)["next"] == [back_to]


def test_the_api_of_a_prison_says_in_words_that_the_session_is_gone(client_at) -> None:
    officer = client_at("IDM", "officer")
    expire(officer)
    problem = officer.get("/api/v1/people/")
    assert (problem.status_code, problem["content-type"]) == (403, "application/problem+json")


def test_a_membership_that_ends_between_two_requests_ends_also_the_form_that_is_open(client_at) -> None:
    officer = client_at("IDM", "officer")
    assert officer.get("/orang/impor/").status_code == 200
    with acting_as("gate"):
        (held,) = (each for each in members_of("IDM") if each.email == address("officer", "IDM"))
        revoke_membership(held.membership, by="system")
    for answer in (officer.post("/orang/impor/", {}), officer.get("/"), officer.get("/api/v1/people/")):
        assert answer.status_code == 403
    assert client_at("", "officer", prison="IDM").get("/akun/masuk-ke/IDM/").status_code == 403


@pytest.mark.parametrize(("there", "here"), [("IDM", "GRT"), ("IDM", ""), ("", "IDM")])
def test_a_cookie_of_one_host_gives_nothing_on_another(client_at, there, here) -> None:
    # the head may enter both places: it is the cookie that is refused, not the person
    with acting_as("gate"):
        from tenants.services import grant_membership

        (head,) = (each.account for each in members_of("IDM") if each.role == "head")
        grant_membership(head, role="head", prison="GRT", by="system")
    taken = moved(client_at(there, "head", prison="IDM"), HOSTS.get(here, "localhost"))
    for path in ("/",) if here else ("/akun/anggota/IDM/", "/akun/tujuan/", "/pesanan-saya/", "/akun/email/"):
        answer = taken.get(path)
        assert answer.status_code in {302, 404}, path
        assert "/akun/login/" in answer.get("location", "/akun/login/"), path


def test_a_foreign_cookie_does_not_keep_one_from_signing_in(client_at) -> None:
    taken = moved(client_at("IDM", "officer"), "localhost")
    assert taken.post("/akun/login/", {"login": address("officer", "IDM"), "password": PASSWORD}).status_code == 302
    assert taken.get("/akun/masuk-ke/IDM/").status_code == 302


@pytest.mark.parametrize("purpose", [Purpose.TICKET, Purpose.INVITATION, Purpose.DEMO])
def test_a_link_works_at_its_host_in_its_time_and_once(client_at, purpose) -> None:
    for host, age in (("garut.localhost", 0), ("localhost", 0), ("indramayu.localhost", 8 * 86400)):
        if (purpose, host) == (Purpose.TICKET, "indramayu.localhost") or host != "indramayu.localhost":
            client = Client(headers={"host": "indramayu.localhost"})
            token = link_for(address("officer", "IDM"), purpose, host=host, age=age)
            assert client.get(f"/tiket/{token}/").status_code == 410
            assert not is_signed_in(client)


@pytest.mark.parametrize("evil", EVIL)
def test_no_wish_leads_to_another_host(client_at, evil) -> None:
    public = client_at("", "officer", prison="IDM")
    door = urlsplit(public.get("/akun/masuk-ke/IDM/", {"ke": evil})["location"]).path if "\x00" not in evil else ""
    answers = [
        *([Client(headers={"host": HOSTS["IDM"]}).get(door)] if door else []),
        client_at().post("/negara/", {"country": "ID", "next": evil}),
        client_at().post("/i18n/setlang/", {"language": "en", "next": evil}),
        client_at("IDM", "officer").post("/i18n/setlang/", {"language": "en", "next": evil}),
        client_at().post("/akun/login/", {"login": address("buyer"), "password": PASSWORD, "next": evil}),
        client_at("", "buyer").get(f"/akun/login/?next={quote(evil)}"),
        client_at("", "buyer").post("/akun/logout/", {"next": evil}),
        client_at("IDM", "officer").post(f"/keluar/?next={quote(evil)}"),
    ]
    for answer in answers:
        assert answer.status_code < 500
        assert not leads_away(answer.get("location", "/")), answer["location"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:1", 200),
        ("LOCALHOST", 200),
        ("localhost.", 200),
        ("127.0.0.1", 200),
        ("[::1]", 200),
        ("[::1]:8000", 200),
        ("INDRAMAYU.localhost:9", 302),
        ("indramayu.localhost.", 302),
        ("indramayu.localhost:99999", 302),
        ("nowhere.localhost", 404),
        ("a.indramayu.localhost", 404),
        ("indramayu", 400),
        ("indramayu.localhost@evil.example", 400),
        ("user:pass@indramayu.localhost", 400),
        ("evil.example", 400),
        ("evil.example#indramayu.localhost", 400),
        ("indramayu.localhost/evil", 400),
        ("indramayu.localhost:8000:8000", 400),
        ("[::1", 400),
        ("", 400),
        (".localhost", 404),
        ("..localhost", 404),
        (" localhost", 400),
        ("x" * 64 + ".localhost", 404),
        (".".join(["x" * 60] * 200) + ".localhost", 404),
        ("indramayu.localhost, evil.example", 400),
        ("indramayu\N{FULLWIDTH FULL STOP}localhost", 400),
        ("169.254.169.254", 400),
    ],
)
def test_a_host_is_one_of_ours_or_refused(host, status) -> None:
    client = Client(headers={"host": host})
    client.raise_request_exception = False
    for path in ("/", "/api/v1/listings/", "/tiket/x/"):
        answer = client.get(path)
        assert answer.status_code < 500
        assert "evil" not in answer.get("location", "")
    assert client.get("/").status_code == status


def test_a_proxys_word_about_the_host_is_not_taken() -> None:
    client = Client(headers={"host": "localhost", "x-forwarded-host": HOSTS["IDM"], "forwarded": "host=evil.example"})
    assert client.get("/").status_code == 200
