"""Every address of both hosts, derived from the URLconfs: who may not enter is refused, and no question breaks the server."""

import pytest
from django.conf import settings

from tenants.middleware import public_role
from tests.cast import STAFF_ROLES
from tests.security.crawl import METHODS, Address, addresses, ask, listed
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db

# deliberately open addresses of the public host: name, or the beginning of names, and why
OPEN = {
    "library:": "anyone who holds a certificate's number may verify it; the page names nobody",
    "catalogue:": "the storefront is for everybody",
    "orders:cart": "a cart needs no account",
    "orders:checkout": "an order needs no account",
    "orders:order": "by its secret link: whoever holds it may look; it never shows the address",
    "orders:quote": "asking needs no account; the answer is behind its secret link and shows neither name nor e-mail",
    "replication:template-preview": "what the template holds is public",
    "replication:program-detail": "what the template holds is public",
    "replication:template-document": "what the template holds is public",
    "replication:application-new": "anyone may look at the application; sending it needs an official address",
    "accounts:": "links that let in once, and leaving",
    "account_": "signing in is for who is not signed in",
    "api:listing": "the storefront's offers",
    "api:order-place": "the storefront's checkout",
    "api:quote": "asking needs no account; the answer is behind its secret link and shows neither name nor e-mail",
    "api:prison-list": "who works with Sabut is no secret",
    "api:template": "published for everybody",
    "api:me": "who asks, and nobody is an answer",
    "api:schema": "the description of the API",
    "api:docs": "the description of the API",
    "api:unknown": "an address that is not there",
    "workspace:tour": "the tour, which is there in a demonstration on this machine only",
    "set_language": "the language of the pages",
    "choose_theme": "light or dark",
    "style_gallery": "how pages are made, with invented figures",
}
# on a prison's host these are served before its wall
AT_THE_GATE = {
    "workspace:ticket-redeem": "lets in once",
    "workspace:leave": "leaving",
    "workspace:tablet-open": "a tablet of the prison, by the PIN of one of its officers",
    "workspace:tablet-standing": "whether this tablet is enrolled, so that one that is revoked keeps nothing",
    "workshop:register-offline": "the empty page of a tablet without a network, the same for everybody",
    "workshop:register-worker": "the script that opens that page",
    "set_language": "the language of the pages",
    "choose_theme": "light or dark",
}

# at an enrolled kiosk alone, to no member of staff: tests/workspace/test_kiosk.py opens them
AT_A_KIOSK = "workspace:kiosk-"
# what an address names is no thing of one prison
EVERYWHERE = {"workshop:day": "every prison has every day", "workshop:day-reopen": "every prison has every day"}


@pytest.fixture
def known():
    return played()


def prison_addresses(known) -> list[Address]:
    return addresses(settings.PRISON_URLCONF, known)


def public_addresses(known) -> list[Address]:
    return addresses(settings.ROOT_URLCONF, known)


def is_open(address: Address) -> bool:
    is_approval = public_role(address.path) == "national"
    return not is_approval and address.name.startswith(tuple(OPEN))


def asks_to_sign_in(response) -> bool:
    if response.status_code == 401:  # what was sent is not saved: the page says so and leads to sign-in
        return "/akun/login/?next=" in response.content.decode()
    return response.status_code == 302 and "/akun/login/" in response["location"]


def test_nobody_but_members_enters_a_prison(client_at, known) -> None:
    others = {
        "stranger": client_at(PLACE, "stranger"),
        "buyer": client_at(PLACE, "buyer"),
        "analyst": client_at(PLACE, "analyst"),
        "regional": client_at(PLACE, "regional"),
        "head of another": client_at(PLACE, "head", prison="GRT"),
        "officer of another": client_at(PLACE, "officer", prison="GRT"),
    }
    anonymous = client_at(PLACE)
    let_in = []
    for address in prison_addresses(known):
        if address.name in AT_THE_GATE:
            continue
        for who, client in others.items():
            for method in METHODS if who == "head of another" else ("GET", "POST"):
                status = ask(client, method, address.path).status_code
                let_in += [(who, method, address, status)] if status != 403 else []
        for method in METHODS:
            answer = ask(anonymous, method, address.path)
            if not asks_to_sign_in(answer) and not (
                address.path.startswith("/api/") and answer.status_code in {401, 403}
            ):
                let_in.append(("anonymous", method, address, answer.status_code))
    assert not let_in, listed(let_in)


def test_the_things_of_one_prison_are_not_there_at_another(client_at, known) -> None:
    staff = {role: client_at("GRT", role) for role in STAFF_ROLES}
    without = {address.path for address in prison_addresses(dict.fromkeys(known, "-"))}
    everywhere = AT_THE_GATE.keys() | EVERYWHERE.keys()
    things = [each for each in prison_addresses(known) if each.path not in without and each.name not in everywhere]
    body = {"data": b"on=2026-11-02", "content_type": "application/x-www-form-urlencoded"}
    shown = []
    for address in things:
        for role, client in staff.items():
            statuses = (
                ask(client, "GET", address.path).status_code,
                ask(client, "POST", address.path, **body).status_code,
            )
            shown += [] if {*statuses} <= {403, 404, 405, 415} else [(role, address, statuses)]
    assert len(things) > 10
    assert not shown, listed(shown)


def test_every_page_of_a_prison_opens_for_somebody_and_breaks_for_nobody(client_at, known) -> None:
    staff = {role: client_at(PLACE, role) for role in (*STAFF_ROLES, "bapas")}
    broken, closed = [], []
    for address in prison_addresses(known):
        answers = {role: ask(client, "GET", address.path).status_code for role, client in staff.items()}
        broken += [
            (role, address, status) for role, status in answers.items() if status not in {200, 302, 403, 404, 405, 410}
        ]
        if address.name.startswith(AT_A_KIOSK) and {*answers.values()} == {403}:
            continue
        if not {200, 405}.intersection(answers.values()) and address.name not in {
            *AT_THE_GATE,
            "api:unknown",
            "workspace:factor-confirm",
            "workspace:tour-first-day",
            "workshop:lot-photo",  # the lot waits for inspection: no photo yet
        }:
            closed.append((address, answers))
    assert not broken, listed(broken)
    assert not closed, listed(closed)


def test_what_is_not_open_in_public_refuses(client_at, known) -> None:
    strangers = {"stranger": client_at("", "stranger"), "buyer": client_at("", "buyer")}
    officer, anonymous = client_at("", "officer", prison=PLACE), client_at()
    let_in = []
    for address in public_addresses(known):
        if is_open(address):
            continue
        if address.name in {
            "workspace:destinations",
            "orders:own",
            "replication:application-own",
            "api:application-list",
        } or address.name.startswith("mfa_"):
            strangers_here = {}  # one's own: everybody who is signed in has it
        else:
            strangers_here = (
                strangers if address.name == "workspace:enter-prison" else {**strangers, "officer": officer}
            )
        for method in ("GET", "POST"):
            for who, client in strangers_here.items():
                if (status := ask(client, method, address.path).status_code) not in {403, 405}:
                    let_in.append((who, method, address, status))
            answer = ask(anonymous, method, address.path)
            if not asks_to_sign_in(answer) and answer.status_code not in {401, 403, 405}:
                let_in.append(("anonymous", method, address, answer.status_code))
    assert not let_in, listed(let_in)


def test_the_national_offices_pages_are_all_behind_the_national_role(known) -> None:
    behind = {address.name for address in public_addresses(known) if public_role(address.path) == "national"}
    assert {"national:comparison", "national:comparison-export", "api:comparison"} <= behind
    assert {name for name in behind if name.startswith("replication:")} == {
        "replication:approval-list", "replication:approval-detail", "replication:approval-progress",
        "replication:application-approve", "replication:application-decline",
    }  # fmt: skip


def test_no_public_address_breaks(client_at, known) -> None:
    clients = {role: client_at("", role) for role in ("stranger", "buyer", "analyst", "regional")}
    clients |= {"anonymous": client_at(), "head": client_at("", "head", prison=PLACE)}
    broken = [
        (who, method, address, status)
        for address in public_addresses(known)
        for who, client in clients.items()
        for method in (METHODS if who in {"anonymous", "head"} else ("GET", "POST"))
        if (status := ask(client, method, address.path).status_code) >= 500
    ]
    assert not broken, listed(broken)


def test_no_method_breaks_an_address_of_a_prison(client_at, known) -> None:
    staff = {role: client_at(PLACE, role) for role in ("head", "officer")}
    broken = [
        (role, method, address, status)
        for address in prison_addresses(known)
        for role, client in staff.items()
        for method in METHODS
        if (status := ask(client, method, address.path).status_code) >= 500
    ]
    assert not broken, listed(broken)
