"""The doors between the hosts: a ticket works once, for 30 seconds, at its host; leaving ends the whole sign-in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accounts.models import OneTimeLink
from accounts.services import Purpose
from tenants.isolation.acting import acting_as
from tenants.selectors import members_of
from tenants.services import grant_membership, revoke_membership
from tests.accounts.links import HOSTS, is_signed_in, link_for
from tests.cast import address

pytestmark = pytest.mark.django_db
OFFICER = address("officer", "IDM")


def ticket(client: Client, *, to: str = "IDM", path: str = "") -> str:
    """The path at the prison's host that a signed-in client is sent to."""
    sent = client.get(f"/akun/masuk-ke/{to}/", {"ke": path} if path else {})
    assert sent.status_code == 302
    where = urlsplit(sent["location"])
    assert where.netloc == f"{HOSTS[to]}:8000"
    return where.path


def at(prison: str) -> Client:
    return Client(headers={"host": HOSTS[prison]})


def test_a_member_walks_from_the_public_host_into_the_prison(client_at) -> None:
    door = ticket(client_at("", "officer", prison="IDM"), path="/orang/?q=1")
    inside = at("IDM")
    entered = inside.get(door)
    assert (entered.status_code, entered["location"]) == (302, "/orang/?q=1")
    assert inside.get("/").status_code == 200


def test_a_ticket_is_used_once(client_at) -> None:
    door = ticket(client_at("", "officer", prison="IDM"))
    assert at("IDM").get(door).status_code == 302
    late = at("IDM")
    answer = late.get(door)
    assert answer.status_code == 410
    assert "Traceback" not in answer.content.decode()
    assert not is_signed_in(late)


@pytest.mark.parametrize(
    ("age", "host", "purpose"),
    [(31, HOSTS["IDM"], Purpose.TICKET), (0, HOSTS["GRT"], Purpose.TICKET), (0, HOSTS["IDM"], Purpose.DEMO)],
)
def test_an_expired_or_foreign_ticket_is_a_clear_page(age, host, purpose) -> None:
    token = link_for(OFFICER, purpose, host=host, age=age)
    client = at("IDM")
    assert client.get(f"/tiket/{token}/").status_code == 410
    assert client.get("/tiket/x/").status_code == 410
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "orang/", "/" + "x" * 300],
)
def test_a_ticket_leads_nowhere_else(client_at, elsewhere) -> None:
    door = ticket(client_at("", "officer", prison="IDM"), path=elsewhere)
    assert at("IDM").get(door)["location"] == "/"


def test_who_is_no_member_gets_no_ticket(client_at) -> None:
    for role, prison in (("stranger", ""), ("analyst", ""), ("officer", "GRT")):
        answer = client_at("", role, prison=prison).get("/akun/masuk-ke/IDM/")
        assert answer.status_code == 403
    assert client_at("", "officer", prison="IDM").get("/akun/masuk-ke/NOPE/").status_code == 403
    with acting_as("owner"):
        assert not OneTimeLink.objects.filter(purpose="ticket").exists()


def test_without_a_session_one_signs_in_and_comes_back(client_at) -> None:
    asked = at("IDM").get("/orang/?q=1")
    where = urlsplit(asked["location"])
    assert (where.netloc, where.path) == ("localhost:8000", "/akun/login/")
    (back,) = parse_qs(where.query)["next"]
    assert back == "/akun/masuk-ke/IDM/?ke=%2Forang%2F%3Fq%3D1"
    anonymous = client_at().get(back)
    assert anonymous["location"].startswith("/akun/login/?next=")
    door = client_at("", "officer", prison="IDM").get(back)["location"]
    assert at("IDM").get(urlsplit(door).path)["location"] == "/orang/?q=1"


def test_a_member_of_one_prison_is_refused_at_another(client_at) -> None:
    assert client_at("GRT", "officer", prison="IDM").get("/").status_code == 403
    problem = client_at("GRT", "officer", prison="IDM").get("/api/v1/")
    assert (problem.status_code, problem["content-type"]) == (403, "application/problem+json")
    assert problem.json()["code"] == "not-a-member"


def test_a_revoked_member_is_out_at_the_next_request(client_at) -> None:
    client = client_at("IDM", "officer")
    assert client.get("/").status_code == 200
    with acting_as("gate"):
        (held,) = (member for member in members_of("IDM") if member.email == OFFICER)
        revoke_membership(held.membership, by="system")
    assert client.get("/").status_code == 403


def test_leaving_a_prison_ends_the_public_session_and_the_other_prisons_too(client_at) -> None:
    with acting_as("gate"):
        (officer,) = (member.account for member in members_of("IDM") if member.email == OFFICER)
        grant_membership(officer, role="officer", prison="GRT", by="system")
    public, indramayu, garut = client_at("", "officer", prison="IDM"), at("IDM"), at("GRT")
    indramayu.get(ticket(public))
    garut.get(ticket(public, to="GRT"))
    assert all(map(is_signed_in, (public, indramayu, garut)))
    left = indramayu.post("/keluar/")
    assert (left.status_code, left["location"]) == (302, "/keluar/")
    assert "/akun/masuk-ke/IDM/" not in indramayu.get("/keluar/").content.decode().split("?next=")[0]
    assert not any(map(is_signed_in, (public, indramayu, garut)))


def test_leaving_the_public_host_ends_the_prisons_too(client_at) -> None:
    public, inside = client_at("", "officer", prison="IDM"), at("IDM")
    inside.get(ticket(public))
    public.post("/akun/logout/")
    assert not is_signed_in(inside)
    assert inside.get("/").status_code == 302


def test_leaving_is_no_link(client_at) -> None:
    client = client_at("IDM", "officer")
    assert client.get("/keluar/").status_code == 200
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("role", "prison", "leads_to"),
    [("buyer", "", "/"), ("officer", "IDM", "/akun/masuk-ke/IDM/"), ("analyst", "", "/national/")],
)
def test_who_has_one_place_goes_straight_there(client_at, role, prison, leads_to) -> None:
    assert client_at("", role, prison=prison).get("/akun/tujuan/")["location"] == leads_to


def test_who_has_several_places_chooses(client_at) -> None:
    with acting_as("gate"):
        (officer,) = (member.account for member in members_of("IDM") if member.email == OFFICER)
        grant_membership(officer, role="instructor", prison="GRT", by="system")
        grant_membership(officer, role="regional", region="JABAR", by="system")
    page = client_at("", "officer", prison="IDM").get("/akun/tujuan/").content.decode()
    for link in ("/akun/masuk-ke/IDM/", "/akun/masuk-ke/GRT/", "/onboarding/persetujuan/", 'href="/"'):
        assert link in page
    assert client_at().get("/akun/tujuan/")["location"].startswith("/akun/login/")


def test_a_host_that_is_no_prison_is_not_found() -> None:
    for host in ("nowhere.localhost", "pg.localhost"):
        assert Client(headers={"host": host}).get("/tiket/x/").status_code == 404
