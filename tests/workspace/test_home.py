"""A prison's first page tells its next step, today's numbers and who is missing; members come and go by their head."""

import re

import pytest
from django.core import mail

from core import clock
from core.models import OutboxEvent
from programs.replication import tasks
from programs.replication.services import onboard_prison
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code, forget, members_of
from tenants.services import grant_membership
from tests.cast import address
from tests.replication.cirebon import CIREBON
from workspace.next_step import Standing, next_step, standing_of

pytestmark = pytest.mark.django_db
MEMBERS = "/akun/anggota/IDM/"
NEW = {"email": "new@idm.example", "name": "Sari", "role": "treasurer", "until": "", "decree": ""}
EMPTY = Standing(held=0, enrolled=0, sessions=0, waiting_lots=0, in_workshop=0, on_market=0, is_signed=True, missing=())


@pytest.mark.parametrize("role", ["head", "verifier", "treasurer", "officer", "instructor"])
def test_every_member_sees_the_first_page(client_at, role) -> None:
    page = client_at("IDM", role).get("/")
    assert page.status_code == 200
    assert "Lapas Kelas IIB Indramayu" in page.content.decode()
    assert ("/akun/anggota/IDM/" in page.content.decode()) is (role == "head")


def test_others_are_refused_or_asked_to_sign_in(client_at) -> None:
    assert client_at("IDM", "head", prison="GRT").get("/").status_code == 403
    for role in ("stranger", "buyer", "analyst"):
        assert client_at("IDM", role).get("/").status_code == 403
    assert client_at("IDM").get("/").status_code == 302


def test_the_next_step_follows_the_work() -> None:
    facts = [
        ({}, "/orang/impor/"),
        ({"held": 9}, "/orang/"),
        ({"held": 9, "enrolled": 3}, "/bengkel/sesi/buka/"),
        ({"held": 9, "enrolled": 3, "sessions": 1}, "/bengkel/"),
        ({"held": 9, "enrolled": 3, "sessions": 1, "waiting_lots": 1}, "/bengkel/lot/?waiting=1"),
        ({"held": 9, "enrolled": 3, "sessions": 1, "is_signed": False}, "/keuangan/skema/"),
        ({"held": 9, "enrolled": 3, "sessions": 1, "in_workshop": 4}, "/bengkel/stok/"),
    ]
    for changes, url in facts:
        assert next_step(Standing(**{**vars(EMPTY), **changes})).url == url


def test_every_part_that_the_frame_leads_to_opens(client_at) -> None:
    for role in ("head", "verifier", "treasurer", "officer", "instructor"):
        client = client_at("IDM", role)
        page = client.get("/").content.decode()
        for path in set(re.findall(r'href="(/[a-z]+/(?:[a-z]+/)?)"', page)):
            assert client.get(path).status_code == 200, (role, path)


def test_who_may_not_take_the_next_step_is_told_who_does(client_at) -> None:
    page = client_at("IDM", "treasurer").get("/", headers={"accept-language": "en"}).content.decode()
    assert "This is done by:" in page
    assert "/orang/impor/" not in page


def test_the_cart_is_counted_on_every_public_page(client_at) -> None:
    client = client_at()
    for path in ("/", "/onboarding/", "/akun/login/", "/angka/", "/nowhere/"):
        assert "/keranjang/" in client.get(path).content.decode()


def test_a_buyer_finds_the_way_to_their_orders(client_at) -> None:
    assert 'href="/pesanan-saya/"' in client_at("", "buyer").get("/").content.decode()


def test_a_new_prison_says_who_is_missing() -> None:
    onboard_prison(CIREBON, by="system")
    with acting_as("gate"):
        place = by_code("CRB")
    with in_prison("CRB"):
        standing = standing_of(place, clock.today(place.timezone))
    assert standing.missing == ("verifier", "treasurer", "officer")
    assert (standing.held, standing.enrolled) == (0, 0)


def test_the_first_page_costs_a_fixed_number_of_queries(client_at, django_assert_max_num_queries) -> None:
    client = client_at("IDM", "officer")
    forget()  # hosts are remembered for seconds: from here on
    client.get("/")
    with django_assert_max_num_queries(34):
        client.get("/")


def test_the_head_sees_members_and_invites_one(client_at) -> None:
    head = client_at("", "head", prison="IDM")
    assert address("officer", "IDM") in head.get(MEMBERS).content.decode()
    assert head.post(MEMBERS, NEW).status_code == 302
    assert "new@idm.example" in head.get(MEMBERS).content.decode()
    with acting_as("owner"):
        event = OutboxEvent.objects.get(topic="replication.invitation_due")
    tasks.send_invitation(prison=event.prison_code, **event.body)
    (sent,) = mail.outbox
    assert sent.to == ["new@idm.example"]
    assert "Sari" not in sent.body


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "x"},
        {"email": ""},
        {"role": "analyst"},
        {"role": "head"},
        {"until": "2020-01-01"},
        {"until": "soon"},
        {"email": address("officer", "IDM"), "role": "officer"},
        {"name": "x" * 121},
    ],
)
def test_a_bad_invitation_comes_back_with_what_was_typed(client_at, changes) -> None:
    answer = client_at("", "head", prison="IDM").post(MEMBERS, {**NEW, "decree": "", **changes})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    with acting_as("owner"):
        assert not OutboxEvent.objects.exists()


def test_the_head_ends_a_role_but_not_their_own(client_at) -> None:
    head = client_at("", "head", prison="IDM")
    with acting_as("gate"):
        by_role = {member.role: member.membership for member in members_of("IDM")}
    assert head.post(f"{MEMBERS}{by_role['officer']}/akhiri/").status_code == 302
    assert client_at("IDM", "officer").get("/").status_code == 403
    assert head.post(f"{MEMBERS}{by_role['head']}/akhiri/").status_code == 422
    assert head.post(f"{MEMBERS}00000000-0000-4000-8000-000000000000/akhiri/").status_code == 404


def test_members_of_another_prison_are_out_of_reach(client_at) -> None:
    with acting_as("gate"):
        foreign = next(member.membership for member in members_of("GRT") if member.role == "officer")
    assert client_at("", "head", prison="IDM").post(f"{MEMBERS}{foreign}/akhiri/").status_code == 404


@pytest.mark.parametrize(("role", "prison"), [("officer", "IDM"), ("head", "GRT"), ("analyst", ""), ("stranger", "")])
def test_only_the_head_of_the_prison_sees_and_changes_members(client_at, role, prison) -> None:
    client = client_at("", role, prison=prison)
    with acting_as("gate"):
        officer = next(member.membership for member in members_of("IDM") if member.role == "officer")
    assert client.get(MEMBERS).status_code == 403
    assert client.post(MEMBERS, NEW).status_code == 403
    assert client.post(f"{MEMBERS}{officer}/akhiri/").status_code == 403
    assert client_at().get(MEMBERS)["location"].startswith("/akun/login/")


def test_the_frame_leads_a_member_through_the_prison_and_an_approver_to_applications(client_at) -> None:
    inside = client_at("IDM", "officer").get("/").content.decode()
    for path in ("/orang/", "/bengkel/", "/bengkel/stok/", "/pesanan/", 'action="/keluar/"'):
        assert path in inside
    assert 'href="/keuangan/"' not in inside
    assert 'href="/keuangan/"' in client_at("IDM", "treasurer").get("/").content.decode()
    assert "/orang/" not in client_at("IDM", "treasurer").get("/").content.decode()
    assert 'href="/" aria-current="page"' in inside
    assert "/onboarding/persetujuan/" in client_at("", "regional").get("/onboarding/").content.decode()
    assert "/onboarding/persetujuan/" not in client_at().get("/onboarding/").content.decode()


def test_membership_of_a_demo_role_elsewhere_opens_nothing_here(client_at) -> None:
    with acting_as("gate"):
        stranger = next(member.account for member in members_of("GRT") if member.role == "head")
        grant_membership(stranger, role="instructor", prison="IDM", by="system")
    assert client_at("IDM", "head", prison="GRT").get("/").status_code == 200
    assert client_at("", "head", prison="GRT").get(MEMBERS).status_code == 403
