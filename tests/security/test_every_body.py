"""Whatever is sent to whatever address, the answer is a refusal that names the fault: no traceback, nothing half done."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.security.crawl import Address, Form, addresses, ask, forms_of, listed
from tests.security.hostile import FORM, VALUES, bodies, encoded
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db

# acts that need no field, or for which nothing is an answer: name, and why
BUTTONS = {
    "workspace:leave": "leaving asks nothing",
    "workshop:consignment-recall": "the address says which",
    "workspace:complete-file": "the address says whose",
    "workspace:transfer-open": "the address says which",
    "workspace:transfer-back": "the address says which",
    "workspace:membership-end": "the address says whose",
    "workshop:session-close": "the address says which",
    "workshop:session-restore": "the address says which",
    "workshop:session-equipment": "the address says which",
    "workshop:slot-end": "the address says which",
    "workshop:span-remove": "the address says which",
    "workshop:day": "the address says which",
    "workshop:session-register": "a register without marks changes nothing",
    "workshop:register-key-in": "an empty sheet changes nothing",
    "complaints:note": "any words are a note",
    "workspace:kiosk-enrol": "any words are a name",
    "people:kiosk-pin": "the address says whose",
    "people:register-reveal": "the address says whose",
    "workshop:register-mark": "a tap without a mark changes nothing",
    "replication:application-new": "what is typed is kept until one has signed in",
    "choose_theme": "an unknown look changes nothing",
    "people:certificate-withdraw": "any words are a reason",
    "workshop:incident": "any words are a follow-up or a result",
    "library:certificate": "any words are a number or a name; nothing is changed",
    "people:result-remove": "the address says which",
    "people:leave-undo": "the address says whose",
    "people:assimilation-undo": "the address says whose",
    "people:import-cancel": "letting a file go asks nothing",
    "people:apart-end": "the address says which",
    "people:decision-end": "the address says which",
    "people:override-end": "the address says which",
    "people:resume": "the address says which",
    "people:waiting-end": "the address says which",
    "people:list": "a search for nothing finds everybody",
    "orders:part-ship": "the address says which",
    "orders:seller-verify": "one seller is the usual case",
    "orders:quote-decline": "the address says which",
    "orders:quote-turn-down": "a reason is not required",
    "orders:checkout": "an empty cart leads back to the cart",
    "replication:application-approve": "the address says which",
    "api:application-approve": "the address says which",
    "replication:application-decline": "any words are a reason",
    "accounts:token-revoke": "the address says which",
    "accounts:sign-out": "leaving asks nothing",
    "accounts:recovery-codes": "saying that they are kept asks nothing",
    "workspace:tablet-revoke": "the address says which",
    "account_": "allauth shows its forms again with what is wrong, as 200",
    "catalogue:country": "a country that is not understood is not chosen",
    "set_language": "an unknown language changes nothing",
}
# values that reach further than a form's own checks when the rest of the form is good
SPOILING = (
    "NUL within", "more digits than Python reads", "past a bigint", "past an integer", "negative", "nothing",
    "very long", "the first day", "the last day", "markup",
)  # fmt: skip
QUESTIONS = (
    "q", "page", "kind", "waiting", "program", "prison", "country", "period", "indicator", "peer", "order", "dari",
    "ke", "next", "cursor", "page_size", "format", "province", "stock", "sort", "state", "show", "pieces",
)  # fmt: skip


@pytest.fixture
def known():
    """The scene; what is refused ten thousand times is not kept as ten thousand log records with their tracebacks."""
    logging.disable(logging.ERROR)
    yield played()
    logging.disable(logging.NOTSET)


def doors(client_at, known) -> Iterator[tuple[Client, Address]]:
    """Each address with a client that may act there."""
    staff = {role: client_at(PLACE, role) for role in ("head", "officer", "verifier", "treasurer", "bapas")}
    for address in addresses(settings.PRISON_URLCONF, known):
        may = [client for client in staff.values() if ask(client, "POST", address.path).status_code != 403]
        yield (may[0] if may else staff["head"]), address
    people = {"head": client_at("", "head", prison=PLACE), "analyst": client_at("", "analyst"), "": client_at()}
    for address in addresses(settings.ROOT_URLCONF, known):
        may = [client for client in people.values() if ask(client, "POST", address.path).status_code not in {302, 403}]
        yield (may[0] if may else people[""]), address


def told(response) -> bool:
    text = response.getvalue().decode(errors="replace")
    return response.status_code < 500 and "Traceback" not in text and "psycopg2" not in text


def is_refused(response) -> bool:
    return 400 <= response.status_code < 500 or "/akun/login/" in response.headers.get("location", "")


def test_no_body_breaks_an_address_and_none_that_fits_no_form_is_taken(client_at, known) -> None:
    broken, taken = [], []
    for turn, (client, address) in enumerate(doors(client_at, known)):
        for what, content_type, body in bodies()[turn % 3 :: 3]:  # neighbours share them: every third is enough
            answer = ask(client, "POST", address.path, data=body, content_type=content_type)
            found = (address, what, answer.status_code, answer.headers.get("location"))
            broken += [] if told(answer) else [found]
            may_be_good = what in VALUES or address.name.startswith(tuple(BUTTONS))
            taken += [] if may_be_good or is_refused(answer) else [found]
    assert not broken, listed(broken)
    assert not taken, listed(taken)


def test_no_single_value_breaks_a_form(client_at, known) -> None:
    broken, tried = [], set()
    for turn, (client, address) in enumerate(doors(client_at, known)):
        page = ask(client, "GET", address.path)
        for form in forms_of(page) if page.status_code == 200 else []:
            for field, what, path, body in [*spoiled(form, address)][turn % 4 :: 4]:
                if (client, path, field, what) not in tried:  # the frame's own forms stand on every page
                    tried.add((client, path, field, what))
                    answer = ask(client, "POST", path, data=body, content_type=FORM)
                    broken += [] if told(answer) else [(path, field, what, answer.status_code)]
    assert not broken, listed(broken)
    assert len(tried) > 100


def spoiled(form: Form, address: Address) -> Iterator[tuple[str, str, str, bytes]]:
    """The form as it was shown, with one field at a time replaced."""
    path = form.action or address.path
    fields = {name: value for name, value in form.fields.items() if name != "csrfmiddlewaretoken"}
    for name in [*fields][
        :7
    ]:  # a register has a line a person: some are enough; odd, so that each value meets each field
        for what in SPOILING:
            yield name, what, path, encoded({**fields, name: VALUES[what]})


def test_no_question_in_an_address_breaks_it(client_at, known) -> None:
    asked = [{name: VALUES["NUL"]} for name in QUESTIONS]
    asked += [dict.fromkeys(QUESTIONS, value[:5000]) for value in VALUES.values()]
    head, analyst = client_at(PLACE, "head"), client_at("", "analyst")
    broken = []
    for urlconf, client in ((settings.PRISON_URLCONF, head), (settings.ROOT_URLCONF, analyst)):
        for turn, address in enumerate(addresses(urlconf, known)):
            if ask(client, "GET", address.path).status_code in {200, 422}:
                for question in asked[turn % 3 :: 3]:
                    answer = ask(client, "GET", address.path, QUERY_STRING=encoded(question).decode())
                    broken += [] if told(answer) else [(address, question, answer.status_code)]
    assert not broken, listed(broken)


@pytest.mark.parametrize(
    "hostile", ["%00", "%FF", "%27", "9" * 30, "9" * 400, "-1", "..%2f..", "%0d%0a", "%C0%AE", "x" * 3000]
)
def test_no_value_in_a_path_breaks_it(client_at, known, hostile) -> None:
    marked = {name: value if name == "product" else "MARK" for name, value in known.items()}
    head, public = client_at(PLACE, "head"), client_at("", "head", prison=PLACE)
    broken = []
    for urlconf, client in ((settings.PRISON_URLCONF, head), (settings.ROOT_URLCONF, public)):
        for real, address in zip(addresses(urlconf, known), addresses(urlconf, marked), strict=True):
            for method in ("GET", "POST") if real.path != address.path else ():
                answer = ask(client, method, address.path.replace("MARK", hostile))
                broken += [] if told(answer) else [(method, real.name, answer.status_code)]
    assert not broken, listed(broken)


def test_nothing_is_posted_without_its_token(client_at, known) -> None:
    taken = []
    for place, role, urlconf in ((PLACE, "head", settings.PRISON_URLCONF), ("", "buyer", settings.ROOT_URLCONF)):
        client = client_at(place, role)
        client.handler.enforce_csrf_checks = True
        answers = {address: ask(client, "POST", address.path).status_code for address in addresses(urlconf, known)}
        taken += [(address, status) for address, status in answers.items() if status not in {403, 405}]
    assert [address.name for address, _status in taken] in ([], ["api:unknown"], ["api:unknown"] * 2), listed(taken)
