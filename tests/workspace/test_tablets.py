"""An enrolled tablet opens with the officer's own PIN: throttled, locked when idle, revocable, of one prison, without money."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client

from accounts import pins
from accounts.models import Account, Device, DevicePin
from accounts.services import DEVICE_COOKIE
from core import clock
from core.errors import Forbidden, Refused
from core.models import AuditEntry
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import members_of
from tenants.services import revoke_membership
from tenants.viewer import Viewer
from tests.accounts.links import HOSTS, is_signed_in
from tests.accounts.test_factor import set_up
from tests.cast import PASSWORD, address
from tests.codes import code_of

pytestmark = pytest.mark.django_db
OPEN, LIST, ENROL = "/kunci/buka/", "/kunci/perangkat/", "/kunci/perangkat/daftar/"
PIN = "402817"
TYPED = {"label": "Bengkel 1", "pin": PIN, "repeated": PIN}
ENGLISH = {"accept-language": "en"}


def account(role: str = "officer", prison: str = "IDM") -> str:
    with acting_as("gate"):
        return str(Account.objects.get(email=address(role, prison)).pk)


def enrolled(client_at, role: str = "officer", place: str = "IDM") -> Client:
    """The browser of a tablet on which the officer has enrolled it and still works."""
    client = client_at(place, role)
    assert client.post(ENROL, TYPED)["location"] == LIST
    return client


def closed(tablet: Client) -> Client:
    """The same tablet after its session has gone: only its own cookie is left."""
    other = Client(headers={"host": tablet.defaults["HTTP_HOST"]})
    other.cookies[DEVICE_COOKIE] = tablet.cookies[DEVICE_COOKIE].value
    return other


def opened(tablet: Client, pin: str = PIN, **more: str):
    return tablet.post(OPEN, {"person": account(), "pin": pin, **more})


def later(minutes: float):
    return clock.at(clock.now() + timedelta(minutes=minutes))


def test_a_tablet_is_enrolled_once_and_opens_with_the_pin(client_at) -> None:
    tablet = closed(enrolled(client_at))
    led = tablet.get("/orang/?q=1")
    assert led["location"] == f"{OPEN}?next=%2Forang%2F%3Fq%3D1"
    page = tablet.get(led["location"], headers=ENGLISH).content.decode()
    assert "Officer" in page
    assert 'inputmode="numeric"' in page
    assert opened(tablet, next="/orang/?q=1")["location"] == "/orang/?q=1"
    assert tablet.get("/orang/").status_code == 200


def test_the_cookie_is_of_this_host_and_out_of_reach(client_at) -> None:
    cookie = enrolled(client_at).cookies[DEVICE_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Strict", "", "/")
    with acting_as("owner"):
        device, pin = Device.objects.get(), DevicePin.objects.get()
        acts = set(AuditEntry.objects.filter(subject=f"device:{device.pk}").values_list("act", flat=True))
    assert cookie.value not in {str(value) for value in vars(device).values()}
    assert PIN not in pin.hash
    assert acts == {"device.enrolled", "device.pin-set"}


@pytest.mark.parametrize(
    "changes",
    [
        {"pin": "123456"}, {"pin": "654321"}, {"pin": "000000"}, {"pin": "121212"}, {"pin": "250390"},
        {"pin": "900325"}, {"pin": "12345"}, {"pin": "abcdef"}, {"pin": "１２３４５６"}, {"label": ""}, {"pin": ""},
        {"label": "x" * 81},
    ],
)  # fmt: skip
def test_an_easy_or_broken_pin_is_refused(client_at, changes) -> None:
    client = client_at("IDM", "officer")
    answer = client.post(ENROL, {**TYPED, "repeated": changes.get("pin", PIN), **changes})
    assert answer.status_code == 422
    with acting_as("owner"):
        assert not Device.objects.exists()


def test_two_pins_that_differ_are_refused(client_at) -> None:
    assert client_at("IDM", "officer").post(ENROL, {**TYPED, "repeated": "402818"}).status_code == 422


@pytest.mark.parametrize("pin", ["402817", "736104", "918273"])
def test_other_pins_are_taken(pin) -> None:
    pins.check(pin)


def test_enrolling_needs_the_full_factor_and_a_role_with_a_pin(client_at) -> None:
    assert client_at("IDM", "officer", factor="pin").post(ENROL, TYPED).status_code == 403
    assert "/kunci/kode/" in client_at("IDM", "officer", factor="pin").get(ENROL).content.decode()
    assert client_at("IDM", "treasurer").post(ENROL, TYPED).status_code == 403
    for who in (client_at("IDM", "officer", prison="GRT"), client_at("IDM", "stranger")):
        assert who.get(ENROL).status_code == 403
        assert who.get(LIST).status_code == 403
    assert client_at("IDM").get(LIST).status_code == 302


def test_five_wrong_tries_lock_the_pin_for_a_quarter_of_an_hour(client_at) -> None:
    tablet = closed(enrolled(client_at))
    for _ in range(5):
        assert opened(tablet, "918273").status_code == 422
    assert opened(tablet).status_code == 422
    assert not is_signed_in(tablet)
    with later(14):
        assert opened(tablet).status_code == 422
    with later(16):
        assert opened(tablet).status_code == 302


def test_a_right_pin_forgives_the_wrong_ones_before(client_at) -> None:
    tablet = closed(enrolled(client_at))
    for _ in range(3):
        for _ in range(4):
            opened(tablet, "918273")
        assert opened(tablet).status_code == 302


def test_an_idle_tablet_locks_and_goes_on_where_one_was(client_at) -> None:
    tablet = closed(enrolled(client_at))
    opened(tablet)
    with later(4.5):
        assert tablet.get("/orang/").status_code == 200
    with later(9):
        assert tablet.get("/orang/").status_code == 200
    with later(14.5):
        assert tablet.get("/orang/")["location"] == f"{OPEN}?next=%2Forang%2F"
    assert not is_signed_in(tablet)


def test_the_session_that_enrolled_it_locks_when_idle_too(client_at) -> None:
    tablet = enrolled(client_at, "head")
    with later(6):
        assert urlsplit(tablet.get("/")["location"]).path == OPEN


def test_what_was_typed_before_the_lock_is_kept(client_at) -> None:
    tablet = closed(enrolled(client_at))
    opened(tablet)
    form = "http://indramayu.localhost/bengkel/sesi/buka/"
    with later(6):
        page = tablet.post("/bengkel/sesi/buka/", {"place": "Bengkel 2"}, headers={"referer": form})
        assert page.status_code == 401
        kept = re.search(r'name="kept" value="([^"]*)"', page.content.decode())
        assert kept is not None
        again = opened(tablet, target="/bengkel/sesi/buka/", next="/bengkel/sesi/buka/", kept=kept[1])
    text = again.content.decode()
    assert 'name="place" value="Bengkel 2"' in text
    assert 'action="/bengkel/sesi/buka/"' in text


def test_a_tap_on_a_locked_tablet_opens_the_whole_page(client_at) -> None:
    tablet = closed(enrolled(client_at))
    headers = {"hx-request": "true", "hx-current-url": "http://indramayu.localhost/bengkel/"}
    answer = tablet.post("/bengkel/sesi/buka/", {}, headers=headers)
    assert answer["hx-redirect"] == f"{OPEN}?next=%2Fbengkel%2F"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_pin_leads_nowhere_else(client_at, evil) -> None:
    assert opened(closed(enrolled(client_at)), next=evil)["location"] == "/"


def test_a_pin_does_not_do_what_needs_the_full_factor(client_at) -> None:
    set_up(client_at("", "officer", prison="IDM", factor=""))
    tablet = closed(enrolled(client_at))
    opened(tablet)
    page = tablet.get(ENROL, headers=ENGLISH)
    assert (page.status_code, "Confirm with your code" in page.content.decode()) == (403, True)
    with pytest.raises(Forbidden) as refused:
        Viewer(factor="pin").require_full_factor()
    assert refused.value.code == "factor-needed"


def test_the_code_steps_a_tablet_up_until_it_locks(client_at) -> None:
    secret = set_up(client_at("", "officer", prison="IDM", factor=""))
    tablet = closed(enrolled(client_at))
    opened(tablet)
    assert tablet.get("/kunci/kode/", {"next": ENROL}).status_code == 200
    assert tablet.post("/kunci/kode/", {"next": ENROL, "code": "abc"}).status_code == 422
    assert tablet.post("/kunci/kode/", {"next": ENROL, "code": code_of(secret)})["location"] == ENROL
    assert tablet.get(ENROL).status_code == 200
    with later(6):
        opened(tablet)
        assert tablet.get(ENROL).status_code == 403


def test_a_tablet_of_another_prison_opens_nothing(client_at) -> None:
    tablet = enrolled(client_at)
    foreign = Client(headers={"host": HOSTS["GRT"]})
    foreign.cookies[DEVICE_COOKIE] = tablet.cookies[DEVICE_COOKIE].value
    assert urlsplit(foreign.get("/")["location"]).path == "/akun/login/"
    assert urlsplit(opened(foreign)["location"]).path == "/akun/login/"
    assert not is_signed_in(foreign)
    with acting_as("owner"):
        device = Device.objects.get().pk
    assert client_at("GRT", "head").post(f"{LIST}{device}/cabut/").status_code == 404


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "'--"])
def test_a_made_up_tablet_opens_nothing(client_at, token) -> None:
    enrolled(client_at)
    client = Client(headers={"host": HOSTS["IDM"]})
    client.cookies[DEVICE_COOKIE] = token
    assert urlsplit(opened(client)["location"]).path == "/akun/login/"
    back = parse_qs(urlsplit(client.get(OPEN, {"next": "/orang/"})["location"]).query)["next"]
    assert back == ["/akun/masuk-ke/IDM/?ke=%2Forang%2F"]


def test_a_revoked_tablet_ends_at_the_next_request(client_at) -> None:
    tablet = closed(enrolled(client_at))
    opened(tablet)
    with acting_as("owner"):
        device = Device.objects.get().pk
    head = client_at("IDM", "head")
    assert "Bengkel 1" in head.get(LIST).content.decode()
    assert head.post(f"{LIST}{device}/cabut/")["location"] == LIST
    assert urlsplit(tablet.get("/orang/")["location"]).path == "/akun/login/"
    assert not is_signed_in(tablet)
    assert urlsplit(opened(tablet)["location"]).path == "/akun/login/"
    with acting_as("owner"):
        assert AuditEntry.objects.filter(act="device.revoked", prison_code="IDM").count() == 1


def test_an_officer_revokes_the_own_tablet_and_no_other(client_at) -> None:
    enrolled(client_at, "head")
    own = enrolled(client_at)
    with acting_as("owner"):
        heads, mine = (Device.objects.get(enrolled_by__email=address(role, "IDM")).pk for role in ("head", "officer"))
    assert own.post(f"{LIST}{heads}/cabut/").status_code == 404
    assert client_at("IDM", "officer", factor="pin").post(f"{LIST}{mine}/cabut/").status_code == 403
    assert own.post(f"{LIST}{mine}/cabut/").status_code == 302


def test_who_is_no_member_any_more_is_not_on_the_tablet(client_at) -> None:
    tablet = closed(enrolled(client_at))
    with acting_as("gate"):
        (held,) = (each for each in members_of("IDM") if each.email == address("officer", "IDM"))
        revoke_membership(held.membership, by="system")
    assert "Officer" not in tablet.get(OPEN).content.decode()
    assert opened(tablet).status_code == 422


def test_a_second_officer_sets_a_pin_of_their_own(client_at) -> None:
    tablet = enrolled(client_at)
    other = client_at("IDM", "instructor")
    other.cookies[DEVICE_COOKIE] = tablet.cookies[DEVICE_COOKIE].value
    assert "label" not in other.get(ENROL).context["form"].fields
    assert other.post(ENROL, {"pin": "736104", "repeated": "736104"}).status_code == 302
    again = closed(tablet)
    assert opened(again, "736104").status_code == 422
    assert again.post(OPEN, {"person": account("instructor"), "pin": "736104"}).status_code == 302


def test_the_list_costs_a_fixed_number_of_queries(client_at, django_assert_max_num_queries) -> None:
    enrolled(client_at, "officer")
    enrolled(client_at, "instructor")
    head = client_at("IDM", "head")
    head.get(LIST)
    with django_assert_max_num_queries(10):
        head.get(LIST)


def test_the_language_changes_on_the_locked_page(client_at) -> None:
    tablet = closed(enrolled(client_at))
    page = tablet.post("/i18n/setlang/", {"language": "en", "next": f"{OPEN}?next=/orang/"}, follow=True)
    assert 'lang="en"' in page.content.decode()
    assert opened(tablet, next="/orang/")["location"] == "/orang/"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"label": ""}, "accounts_device_label"),
        ({"prison_code": "idm"}, "accounts_device_prison"),
        ({"digest": "plain"}, "accounts_device_digest"),
        ({"revoked_at": clock.now() - timedelta(days=2)}, "accounts_device_revoked"),
    ],
)
def test_the_database_refuses_a_tablet_that_cannot_be(changes, constraint: str) -> None:
    with acting_as("owner"):
        by = Account.objects.get(email=address("officer", "IDM"))
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Device.objects.create(**{"prison_code": "IDM", "label": "x", "digest": "0" * 64, "enrolled_by": by, **changes})


def test_the_database_refuses_a_pin_that_cannot_be(client_at) -> None:
    enrolled(client_at)
    with acting_as("owner"):
        row = DevicePin.objects.get()
        for changes, constraint in (
            ({"hash": PIN, "account_id": account("head")}, "accounts_pin_hashed"),
            ({"failures": 6, "account_id": account("head")}, "accounts_pin_failures"),
            ({}, "accounts_pin_once"),
        ):
            facts = {"device_id": row.device_id, "account_id": row.account_id, "hash": row.hash, **changes}
            with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
                DevicePin.objects.create(**facts)


def test_only_the_gate_reads_tablets_and_pins() -> None:
    for place in (acting_as("storefront"), acting_as("national"), in_prison("IDM")):
        with place:
            for model in (Device, DevicePin):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    model.objects.count()


def test_a_pin_is_looked_at_by_nobody_who_is_closed(client_at) -> None:
    tablet = closed(enrolled(client_at))
    with acting_as("owner"):
        Account.objects.filter(email=address("officer", "IDM")).update(is_active=False)
    assert opened(tablet).status_code == 422
    assert not is_signed_in(tablet)
    with pytest.raises(Refused):
        pins.check(PASSWORD)
