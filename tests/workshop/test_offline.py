"""What a tablet may keep for when the network is down: an empty page for everybody, today's registers for its officers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core import clock
from programs.people.models import Person
from programs.workshop.services import Mark, close_session, mark_attendance
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import opened, started
from tests.workspace.test_tablets import PIN, account, closed, enrolled
from tests.workspace.test_tablets import opened as opened_tablet

pytestmark = pytest.mark.django_db
PAGE, WORKER, TODAY = "/bengkel/luring/", "/bengkel/luring/kerja.js", "/bengkel/hari-ini.json"
STANDING, CHECK = "/kunci/keadaan/", "/kunci/pin/"


@pytest.fixture
def crew(db: None) -> Iterator[tuple[list[Person], int]]:
    with clock.at(MORNING):
        yield started(3)


def test_the_page_is_empty_and_the_same_for_everybody(client_at, crew):
    pages = [client_at("IDM", *who).get(PAGE) for who in ((), ("officer",), ("stranger",))]
    assert {page.status_code for page in pages} == {200}
    assert len({page.content for page in pages}) == 1
    text = pages[0].content.decode()
    for word in ("K-0001", "Orang", "Officer", "csrfmiddlewaretoken", "@idm.example"):
        assert word not in text
    assert "worker-src 'self'" in pages[0]["content-security-policy"]


def test_the_worker_keeps_no_answer_with_facts_and_reaches_no_further_than_its_page(client_at):
    answer = client_at("IDM").get(WORKER)
    assert answer["content-type"].startswith("text/javascript")
    assert "service-worker-allowed" not in answer.headers
    text = answer.content.decode()
    assert 'PAGE = "/bengkel/luring/"' in text
    assert "/api/" not in text
    assert "hari-ini" not in text


def test_a_tablet_reads_todays_open_registers_and_a_desk_reads_nothing(client_at, crew):
    (first, *_rest), session = crew
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "sick")], by="x")
        done = opened(place="Bengkel 3").pk
        close_session(done, by="x")
        opened(DAY - timedelta(days=1))
    assert client_at("IDM", "officer").get(TODAY).json()["sessions"] == []
    told = enrolled(client_at).get(TODAY).json()
    assert [each["id"] for each in told["sessions"]] == [session]
    row = told["sessions"][0]["rows"][0]
    assert row == {
        "person": first.pk,
        "card": "K-0001",
        "name": "Orang C. 1.",
        "state": "sick",
        "minutes": 0,
        "version": 1,
    }
    assert told["sessions"][0]["minutes"] == 360


def test_others_are_refused(client_at, crew):
    tablet = enrolled(client_at)
    assert closed(tablet).get(TODAY).status_code == 302
    for role, prison in (("verifier", "IDM"), ("treasurer", "IDM"), ("officer", "GRT"), ("stranger", "")):
        assert client_at("IDM", role, prison=prison).get(TODAY).status_code == 403
    assert client_at("IDM", "treasurer").post(CHECK, {"pin": PIN}).status_code == 403
    assert client_at("IDM", "officer", prison="GRT").post(CHECK, {"pin": PIN}).status_code == 403
    assert client_at("IDM", "officer").post(CHECK, {"pin": PIN}).status_code == 404
    assert client_at("IDM").post(CHECK, {"pin": PIN}).status_code == 401


def test_the_pin_is_checked_and_wrong_tries_are_counted_like_at_the_door(client_at):
    tablet = enrolled(client_at)
    assert tablet.post(CHECK, {"pin": PIN}).json() == {"code": ""}
    for _ in range(4):
        assert tablet.post(CHECK, {"pin": "918273"}).json()["code"] == "pin-wrong"
    assert tablet.post(CHECK, {"pin": "918273"}).json()["code"] == "pin-locked"
    assert tablet.post(CHECK, {"pin": PIN}).status_code == 422
    assert opened_tablet(closed(tablet)).status_code == 422
    assert account()


def test_a_tablet_knows_how_it_stands_and_a_revoked_one_is_told_to_clear(client_at):
    from accounts.models import Device
    from tenants.isolation.acting import acting_as

    tablet = enrolled(client_at)
    now = tablet.get(STANDING).json()
    assert (now["enrolled"], now["signed_in"]) == (True, True)
    locked = closed(tablet).get(STANDING)
    assert (locked.json()["enrolled"], locked.json()["signed_in"]) == (True, False)
    assert "clear-site-data" not in locked.headers
    with acting_as("owner"):
        device = Device.objects.get().pk
    client_at("IDM", "head").post(f"/kunci/perangkat/{device}/cabut/")
    revoked = closed(tablet).get(STANDING)
    assert (revoked.json()["enrolled"], revoked["clear-site-data"]) == (False, '"storage"')
    assert client_at("IDM").get(STANDING).json()["enrolled"] is False
    assert client_at("IDM", "officer", prison="GRT").get(STANDING).json()["signed_in"] is False


def test_signing_out_clears_what_the_tablet_keeps(client_at):
    answer = client_at("IDM", "officer").post("/keluar/")
    assert answer["clear-site-data"] == '"storage"'
