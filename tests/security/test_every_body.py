"""Whatever is sent to whatever address, the answer is a refusal that names the fault: no traceback, nothing half done."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.security.crawl import Address, Form, addresses, ask, forms_of, listed
from tests.security.hostile import FORM, VALUES, bodies, encoded
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db

# acts that need no field: pressing the button is all; the body is not read
BUTTONS = {
    "workspace:leave": "leaving asks nothing",
    "workspace:membership-end": "the address says whose",
    "workshop:session-close": "the address says which",
    "workshop:session-register": "a register without marks changes nothing",
    "people:register-reveal": "the address says whose",
    "orders:part-ship": "the address says which",
    "orders:seller-verify": "one seller is the usual case",
    "replication:application-approve": "the address says which",
    "accounts:sign-out": "leaving asks nothing",
    "catalogue:country": "a country that is not understood is not chosen",
    "people:list": "a search for nothing finds everybody",
    "set_language": "an unknown language changes nothing",
}


@pytest.fixture
def known():
    return played()


def doors(client_at, known) -> Iterator[tuple[Client, Address]]:
    """Each address with a client that may act there."""
    staff = {role: client_at(PLACE, role) for role in ("head", "officer", "verifier", "treasurer")}
    for address in addresses(settings.PRISON_URLCONF, known):
        may = [client for client in staff.values() if ask(client, "POST", address.path).status_code != 403]
        yield (may[0] if may else staff["head"]), address
    people = {"head": client_at("", "head", prison=PLACE), "analyst": client_at("", "analyst"), "": client_at()}
    for address in addresses(settings.ROOT_URLCONF, known):
        may = [client for client in people.values() if ask(client, "POST", address.path).status_code not in {302, 403}]
        yield (may[0] if may else people[""]), address


def told(response) -> bool:
    text = response.content.decode(errors="replace")
    return response.status_code < 500 and "Traceback" not in text and "psycopg2" not in text


def test_no_body_breaks_an_address(client_at, known) -> None:
    broken, taken = [], []
    for client, address in doors(client_at, known):
        for what, content_type, body in bodies():
            answer = ask(client, "POST", address.path, data=body, content_type=content_type)
            if not told(answer):
                broken.append((address, what, answer.status_code))
            is_refused = 400 <= answer.status_code < 500 or "/akun/login/" in answer.headers.get("location", "")
            if not is_refused and address.name not in BUTTONS and not address.name.startswith("account_"):
                taken.append((address, what, answer.status_code, answer.headers.get("location")))
    assert not broken, listed(broken)
    assert not taken, listed(taken)


def test_no_single_value_breaks_a_form(client_at, known) -> None:
    broken, tried = [], 0
    for client, address in doors(client_at, known):
        page = ask(client, "GET", address.path)
        for form in forms_of(page) if page.status_code == 200 else []:
            for what, path, body in spoiled(form, address):
                tried += 1
                answer = ask(client, "POST", path, data=body, content_type=FORM)
                if not told(answer):
                    broken.append((path, what, answer.status_code))
    assert not broken, listed(broken)
    assert tried > 500


def spoiled(form: Form, address: Address) -> Iterator[tuple[str, str, bytes]]:
    """The form as it was shown, with one field at a time replaced."""
    path = form.action or address.path
    fields = {name: value for name, value in form.fields.items() if name != "csrfmiddlewaretoken"}
    names = [*fields][:12]  # a register has a line a person: some are enough
    for name in names:
        for what, value in VALUES.items():
            yield f"{name}: {what}", path, encoded({**fields, name: value})


@pytest.mark.parametrize("what", ["NUL", "past a bigint", "more digits than Python reads", "quotes", "surrogate", "very long"])
def test_no_question_in_an_address_breaks_it(client_at, known, what) -> None:
    names = ("q", "page", "kind", "waiting", "program", "prison", "country", "period", "indicator", "peer", "order", "dari")
    names += ("ke", "next", "cursor", "page_size", "format")
    question = encoded(dict.fromkeys(names, VALUES[what])).decode()
    clients = [(settings.PRISON_URLCONF, client_at(PLACE, "head")), (settings.ROOT_URLCONF, client_at("", "analyst"))]
    clients.append((settings.ROOT_URLCONF, client_at()))
    broken = [
        (address, answer.status_code)
        for urlconf, client in clients
        for address in addresses(urlconf, known)
        if not told(answer := ask(client, "GET", address.path, QUERY_STRING=question[:9000]))
    ]
    assert not broken, listed(broken)


@pytest.mark.parametrize("hostile", ["%00", "%FF", "%27", "9" * 30, "9" * 400, "-1", "..%2f..", "%0d%0a", "%C0%AE", "x" * 3000])
def test_no_value_in_a_path_breaks_it(client_at, known, hostile) -> None:
    marked = {name: value if name == "product" else "MARK" for name, value in known.items()}
    head, public = client_at(PLACE, "head"), client_at("", "head", prison=PLACE)
    broken = []
    for urlconf, client in ((settings.PRISON_URLCONF, head), (settings.ROOT_URLCONF, public)):
        for real, address in zip(addresses(urlconf, known), addresses(urlconf, marked), strict=True):
            for method in ("GET", "POST") if real.path != address.path else ():
                answer = ask(client, method, address.path.replace("MARK", hostile))
                if not told(answer):
                    broken.append((method, real.name, answer.status_code))
    assert not broken, listed(broken)


def test_nothing_is_posted_without_its_token(client_at, known) -> None:
    taken = []
    for place, role, urlconf in ((PLACE, "head", settings.PRISON_URLCONF), ("", "buyer", settings.ROOT_URLCONF)):
        client = client_at(place, role)
        client.handler.enforce_csrf_checks = True
        for address in addresses(urlconf, known):
            if (status := ask(client, "POST", address.path).status_code) not in {403, 405} and address.name != "api:unknown":
                taken.append((address, status))
    assert not taken, listed(taken)
