"""The kiosk: an enrolled device, a card number and a PIN of one's own; over after a minute, and only ever about oneself."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Account, Device
from accounts.services import DEVICE_COOKIE, enrol_kiosk
from core import clock
from core.errors import Refused
from programs.earnings.models import PremiEntry
from programs.people.models import Application, Complaint, Consent, KioskPin, Person
from programs.people.services import change_pin, give_first_pin, open_kiosk
from tenants.isolation.acting import acting_as, in_prison
from tests.accounts.links import HOSTS
from tests.cast import STAFF_ROLES, address
from tests.people.scene import MORNING, admit, adopt_programs, consent
from tests.people.skills import ISSUER, certify

pytestmark = pytest.mark.django_db
OWN = "402817"
ENGLISH = {"accept-language": "en"}
PAGES = ("menu", "kerja", "pelatihan", "uang", "persetujuan", "antrean", "pin")


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def kiosk(prison: str = "IDM") -> Client:
    """The browser of an enrolled kiosk."""
    with acting_as("gate"):
        head = Account.objects.get(email=address("head", prison))
        _device, token = enrol_kiosk(head, prison=prison, label="Kios blok A")
    client = Client(headers={"host": HOSTS[prison]})
    client.cookies[DEVICE_COOKIE] = token
    return client


def later(seconds: float):
    return clock.at(clock.now() + timedelta(seconds=seconds))


@pytest.fixture
def person(db) -> Person:
    """Somebody with a PIN of their own."""
    adopt_programs()
    with in_prison("IDM"):
        who = admit(2)[0]
        give_first_pin(who.pk, by="officer")
        change_pin(who.pk, pin=OWN)
        return who


def entered(client: Client, pin: str = OWN, card: str = "K-0001"):
    return client.post("/kios/", {"card_number": card, "pin": pin})


@pytest.fixture
def inside(person) -> Client:
    client = kiosk()
    assert entered(client)["location"] == "/kios/menu/"
    return client


def test_the_head_makes_a_device_a_kiosk_and_is_signed_out_there(client_at):
    client = client_at("IDM", "head")
    assert client.post("/kunci/perangkat/kios/", {"label": ""}).status_code == 422
    assert client.post("/kunci/perangkat/kios/", {"label": "Kios A"})["location"] == "/kios/"
    assert client.get("/kios/").status_code == 200
    assert client.get("/orang/")["location"] == "/kios/"
    assert client.get("/kunci/buka/")["location"] == "/kios/"
    with acting_as("owner"):
        assert Device.objects.get().kind == "kiosk"
    assert "Kios A" in client_at("IDM", "head").get("/kunci/perangkat/").content.decode()
    for role in ("officer", "verifier", "treasurer"):
        assert client_at("IDM", role).post("/kunci/perangkat/kios/", {"label": "x"}).status_code == 403
    assert client_at("IDM", "head", factor="pin").post("/kunci/perangkat/kios/", {"label": "x"}).status_code == 403


def test_no_member_of_staff_has_a_pin_on_a_kiosk(client_at):
    client = kiosk()
    officer = client_at("IDM", "officer")
    officer.cookies[DEVICE_COOKIE] = client.cookies[DEVICE_COOKIE].value
    assert officer.get("/kunci/perangkat/daftar/").status_code == 422
    assert officer.get("/kios/").status_code == 403


def test_the_pages_open_at_an_enrolled_kiosk_alone(client_at, person):
    for role in STAFF_ROLES:
        assert {client_at("IDM", role).get(f"/kios/{page}/").status_code for page in PAGES} == {403}
    for client in (client_at("IDM", "stranger"), client_at("IDM", "head", prison="GRT")):
        assert {client.get(path).status_code for path in ("/kios/", "/kios/pengaduan/", "/kios/menu/")} == {403}
    assert "/akun/login/" in client_at("IDM").get("/kios/")["location"]
    foreign = Client(headers={"host": HOSTS["IDM"]})
    foreign.cookies[DEVICE_COOKIE] = kiosk("GRT").cookies[DEVICE_COOKIE].value
    assert "/akun/login/" in foreign.get("/kios/")["location"]
    assert entered(foreign).status_code == 401


def test_a_session_of_another_kiosk_or_prison_opens_nothing(inside):
    other, garut = kiosk(), kiosk("GRT")
    for client in (other, garut):
        client.cookies["kiosk"] = inside.cookies["kiosk"].value
        assert client.get("/kios/menu/")["location"] == "/kios/"
    for forged in ("", "x", "AAAA", "x" * 4000):
        other.cookies["kiosk"] = forged
        assert other.get("/kios/menu/")["location"] == "/kios/"


def test_one_is_greeted_by_card_number_and_no_address_names_anybody(inside, person):
    for page in PAGES:
        text = inside.get(f"/kios/{page}/").content.decode()
        assert "K-0001" in text
        assert person.name not in text
        assert not re.search(rf'(href|action)="[^"]*\b({person.pk}|K-0001)\b', text)


def test_a_first_pin_must_be_changed_before_anything_else(person):
    with in_prison("IDM"):
        first = give_first_pin(person.pk, by="officer")
    client = kiosk()
    entered(client, first)
    assert client.get("/kios/menu/")["location"] == "/kios/pin/"
    for bad in ("123456", "111111", "000001", first, "12345", "170845"):
        assert client.post("/kios/pin/", {"pin": bad, "repeated": bad}).status_code == 422
    assert client.post("/kios/pin/", {"pin": OWN, "repeated": "402818"}).status_code == 422
    assert client.post("/kios/pin/", {"pin": OWN, "repeated": OWN})["location"] == "/kios/menu/"
    assert client.get("/kios/menu/").status_code == 200


def test_a_new_first_pin_ends_the_old_pin_and_its_session(inside, person):
    with in_prison("IDM"):
        give_first_pin(person.pk, by="officer")
    assert inside.get("/kios/menu/")["location"] == "/kios/"
    assert entered(inside).status_code == 422


def test_an_unknown_card_a_wrong_pin_and_a_lock_are_told_in_the_same_words(person):
    client = kiosk()
    told = set()
    for card, pin in [("K-9999", OWN), *[("K-0001", "918273")] * 6, ("K-0001", OWN), ("K-0002", OWN)]:
        page = entered(client, pin, card)
        assert page.status_code == 422
        told.add(re.search(r'<div class="notice notice-error".*?</div>', page.content.decode(), re.S)[0])
    assert len(told) == 1


def test_five_wrong_tries_lock_the_card_for_a_quarter_of_an_hour(person):
    client = kiosk()
    for _ in range(5):
        entered(client, "918273")
    assert entered(client).status_code == 422
    with later(14 * 60):
        assert entered(client).status_code == 422
    with later(16 * 60):
        assert entered(client).status_code == 302
    assert entered(client).status_code == 302


def test_one_kiosk_does_not_try_card_after_card(person):
    client = kiosk()
    for number in range(30):
        entered(client, "918273", f"K-{number + 100:04d}")
    assert entered(client).status_code == 422
    assert entered(kiosk()).status_code == 302


def test_a_minute_without_a_touch_ends_it_and_a_touch_prolongs_it(inside):
    with later(50):
        assert inside.get("/kios/kerja/").status_code == 200
    with later(100):
        assert inside.get("/kios/menu/").status_code == 200
    with later(161):
        assert inside.get("/kios/menu/")["location"] == "/kios/"


def test_what_goes_back_by_itself_is_no_touch(inside):
    with later(50):
        assert inside.get("/kios/uang/?otomatis=1").status_code == 200
    with later(61):
        assert inside.get("/kios/menu/")["location"] == "/kios/"


def test_done_ends_it_on_the_server(inside):
    kept = inside.cookies["kiosk"].value
    assert inside.post("/kios/selesai/")["location"] == "/kios/"
    inside.cookies["kiosk"] = kept
    assert inside.get("/kios/menu/")["location"] == "/kios/"


def test_the_first_page_ends_it_too(inside):
    kept = inside.cookies["kiosk"].value
    inside.get("/kios/")
    inside.cookies["kiosk"] = kept
    assert inside.get("/kios/menu/")["location"] == "/kios/"


def test_a_second_sign_in_ends_the_first(inside):
    assert entered(kiosk())["location"] == "/kios/menu/"
    assert inside.get("/kios/menu/")["location"] == "/kios/"


def test_who_has_left_the_prison_is_out(inside, person):
    from programs.people.services import leave

    with in_prison("IDM"):
        leave(person.pk, on=clock.now().date(), reason="release", by="head")
    assert inside.get("/kios/menu/")["location"] == "/kios/"
    assert entered(inside).status_code == 422


def test_a_revoked_kiosk_opens_nothing(inside):
    with acting_as("owner"):
        Device.objects.update(revoked_at=clock.now())
    assert "/akun/login/" in inside.get("/kios/menu/")["location"]


def test_without_script_the_page_leaves_by_itself(inside):
    assert '<noscript><meta http-equiv="refresh" content="60;url=/kios/">' in inside.get("/kios/menu/").content.decode()


def test_money_is_hidden_until_the_button_is_pressed_and_hides_again(inside, person, monkeypatch):
    from programs.earnings.selectors import PersonPremi

    monkeypatch.setattr(
        "workspace.views.kiosk.earnings.premi_of", lambda who, *_days: {each: PersonPremi(41000, 83000) for each in who}
    )
    hidden = inside.get("/kios/uang/").content.decode()
    shown = inside.post("/kios/uang/").content.decode()
    assert "41.000" not in hidden
    assert "41.000" in shown
    assert "83.000" in shown
    assert 'content="10;url=/kios/uang/?otomatis=1"' in shown
    assert "asar hukum belum diverifikasi" in shown
    assert "41.000" not in inside.get("/kios/uang/?otomatis=1").content.decode()
    with in_prison("IDM"):
        assert PremiEntry.objects.count() == 0


def test_a_consent_is_withdrawn_by_two_taps(inside, person):
    with in_prison("IDM"):
        consent(person)
        from programs.people.selectors.consent_texts import consent_text

        text = consent_text("work-1", "id")
    page = inside.get("/kios/persetujuan/").content.decode()
    assert "?tarik=work" in page
    assert text.paragraphs[0][:30] in page
    asked = inside.get("/kios/persetujuan/?tarik=work").content.decode()
    assert 'name="purpose" value="work"' in asked
    assert inside.post("/kios/persetujuan/tarik/", {"purpose": "work"}).status_code == 200
    assert inside.post("/kios/persetujuan/tarik/", {"purpose": "work"}).status_code == 422
    assert inside.post("/kios/persetujuan/tarik/", {"purpose": "x" * 99}).status_code == 422
    with in_prison("IDM"):
        assert not Consent.objects.get().is_open_on(clock.now().date())


def test_the_place_in_the_waiting_list_is_the_own(inside, person):
    with in_prison("IDM"):
        other = Person.objects.exclude(pk=person.pk).get()
        earlier = clock.now() - timedelta(days=1)
        Application.objects.create(person=other, program_code="coir-shade", entered_by="x", applied_at=earlier)
        Application.objects.create(person=person, program_code="coir-shade", entered_by="x")
    page = inside.get("/kios/antrean/", headers=ENGLISH).content.decode()
    assert re.search(r'Before you: <strong class="num">1</strong>', page)


def fields_of(page) -> dict[str, str]:
    return dict(re.findall(r'name="(category|key|begun)"[^>]*value="([^"]*)"', page.content.decode()))


def test_two_taps_complain_and_the_receipt_shows_what_became_of_it(inside, person):
    assert "?kategori=safety" in inside.get("/kios/pengaduan/").content.decode()
    fields = fields_of(inside.get("/kios/pengaduan/kirim/?kategori=safety"))
    sent = inside.post("/kios/pengaduan/kirim/", {**fields, "about": "nobody"}, headers=ENGLISH)
    again = inside.post("/kios/pengaduan/kirim/", {**fields, "about": "nobody"}, headers=ENGLISH)
    with in_prison("IDM"):
        row = Complaint.objects.get()
    assert (row.person_id, row.category, row.entered_by) == (person.pk, "safety", "kiosk")
    assert row.receipt in sent.content.decode()
    assert row.receipt in again.content.decode()
    looked = inside.post("/kios/tanda-terima/", {"receipt": row.receipt.lower()}, headers=ENGLISH).content.decode()
    assert "20 November 2026" in looked
    assert inside.post("/kios/tanda-terima/", {"receipt": "AAAA-AAAA"}).status_code == 422


def test_one_complains_without_a_name_signed_in_or_not(inside):
    for client in (inside, kiosk()):
        fields = fields_of(client.get("/kios/pengaduan/kirim/?kategori=money"))
        body = {**fields, "about": "head", "anonymous": "on", "text": "Kata rahasia"}
        assert client.post("/kios/pengaduan/kirim/", body).status_code == 200
    with in_prison("IDM"):
        assert {(row.person_id, row.about) for row in Complaint.objects.all()} == {(None, "head")}
        assert Complaint.objects.count() == 2


def test_who_writes_long_is_not_lost_but_nobody_writes_in_anothers_name(inside, person):
    fields = fields_of(inside.get("/kios/pengaduan/kirim/?kategori=work"))
    body = {**fields, "about": "nobody", "text": "Panjang"}
    other = kiosk()
    assert other.post("/kios/pengaduan/kirim/", {**body, "key": str(uuid.uuid4())}).status_code == 200
    with later(300):
        assert inside.post("/kios/pengaduan/kirim/", body).status_code == 200
    with in_prison("IDM"):
        assert {row.person_id for row in Complaint.objects.all()} == {None, person.pk}


def test_what_is_sent_wrongly_is_told_and_kept(inside):
    fields = fields_of(inside.get("/kios/pengaduan/kirim/?kategori=work"))
    page = inside.post("/kios/pengaduan/kirim/", {**fields, "about": "nobody", "text": "a" * 4001})
    assert (page.status_code, "a" * 4000 in page.content.decode()) == (422, True)
    assert inside.post("/kios/pengaduan/kirim/", {}).status_code == 422
    assert inside.get("/kios/pengaduan/kirim/?kategori=x")["location"] == "/kios/pengaduan/"


def test_a_kiosk_does_not_flood(inside):
    for _ in range(20):
        body = {"category": "work", "about": "nobody", "key": str(uuid.uuid4())}
        assert inside.post("/kios/pengaduan/kirim/", body).status_code == 200
    assert inside.post("/kios/pengaduan/kirim/", {**body, "key": str(uuid.uuid4())}).status_code == 422


def test_the_menu_costs_few_queries(inside, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        inside.get("/kios/menu/")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"hash": "402817"}, "people_kioskpin_hashed"),
        ({"failures": 6}, "people_kioskpin_failures"),
        ({"set_by": ""}, "people_kioskpin_set_by"),
        ({"session": "x"}, "people_kioskpin_session"),
        ({}, "people_kioskpin_once"),
    ],
)
def test_the_database_refuses_a_pin_that_cannot_be(person, changes, constraint):
    with in_prison("IDM"):
        other = person if not changes else Person.objects.exclude(pk=person.pk).get()
        facts = {"person": other, "hash": "md5$a$b", "set_by": "x", **changes}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            KioskPin.objects.create(**facts)


def test_the_database_refuses_a_device_of_no_kind():
    with acting_as("owner"):
        by = Account.objects.get(email=address("head", "IDM"))
        with pytest.raises(IntegrityError, match="accounts_device_kind"), transaction.atomic():
            Device.objects.create(prison_code="IDM", label="x", digest="0" * 64, enrolled_by=by, kind="x")


def test_a_pin_is_kept_as_a_hash_and_audited_without_it(person):
    with in_prison("IDM"):
        row = KioskPin.objects.get()
        assert OWN not in row.hash
        with pytest.raises(Refused):
            open_kiosk("K-0001", "918273")


def test_the_officer_prints_a_first_pin_once_and_nobody_else_does(client_at, person):
    path = f"/orang/{person.pk}/kios/"
    officer = client_at("IDM", "officer")
    with in_prison("IDM"):
        before = KioskPin.objects.get().hash
    assert officer.get(path).status_code == 200
    slip = officer.post(path)
    assert slip.content.startswith(b"%PDF")
    assert "no-store" in slip["Cache-Control"]
    with in_prison("IDM"):
        row = KioskPin.objects.get()
        assert (row.hash != before, row.is_own) == (True, False)
    assert client_at("IDM", "instructor").post(path).status_code == 403
    for other in (client_at("IDM", "treasurer"), client_at("IDM", "stranger"), client_at("IDM", "head", prison="GRT")):
        assert other.get(path).status_code == 403
    assert client_at("GRT", "officer").get(path).status_code == 404


def test_training_and_certificates_are_the_own(inside, person):
    with in_prison("IDM"):
        other = Person.objects.exclude(pk=person.pk).get()
        certify(other)
    assert ISSUER not in inside.get("/kios/pelatihan/").content.decode()
    with in_prison("IDM"):
        certify(person)
    page = inside.get("/kios/pelatihan/", headers=ENGLISH).content.decode()
    assert ISSUER in page
    assert "Passed" in page
