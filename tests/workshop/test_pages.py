"""The pages of the workshop: the way from session to stock, without JavaScript, and whom they refuse."""

import re
import uuid
from collections.abc import Iterator
from datetime import time

import pytest
from django.urls import reverse

from core import clock
from programs.people.models import Person
from programs.records.models import Officer
from programs.workshop import selectors
from programs.workshop.models import Attendance, Lot, Session
from programs.workshop.services import Made, Mark, close_session, mark_attendance, record_lot
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, adopt_programs, workers
from tests.workshop.conftest import opened, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(db: None) -> Iterator[list[Person]]:
    """Three people on the list; the code acts as nobody, as a web process does before a request."""
    adopt_programs()
    with clock.at(MORNING):
        yield workers(3)


@pytest.fixture
def session(crew) -> int:
    with in_prison("IDM"):
        return opened().pk


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


def versions(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version-\d+)" value="(\d+)"', text))


def opening(officer: object, **change: str) -> dict[str, object]:
    facts = {"program": "coir-shade", "place": "Bengkel 2", "day": DAY.isoformat(), "starts": "08:00", "ends": "12:00"}
    return {**facts, "officer": officer, **change}


def test_an_officer_opens_a_session_and_lands_on_its_register(client_at, crew):
    client = client_at("IDM", "officer")
    page = client.get(at("session-open")).content.decode()
    me = re.search(r'<option value="([0-9a-f-]{36})" selected', page)[1]
    assert client.post(at("session-open"), opening(me, ends="08:00")).status_code == 422
    assert client.post(at("session-open"), opening(me, place="")).status_code == 422
    response = client.post(at("session-open"), opening(me))
    assert response.status_code == 302
    assert client.post(at("session-open"), opening(me)).status_code == 409
    register = client.get(response["Location"]).content.decode()
    shown = re.search(r">(K-\d{4})</strong>\s*<span class=\"name\">([^<]+)<", register)
    assert shown.groups() == ("K-0001", "Orang C. 1.")
    assert "BI.0" not in register
    assert "Bengkel 2" in client.get(at("session-list")).content.decode()


def test_an_instructor_opens_with_an_officer_on_duty_and_never_alone(client_at, crew):
    client = client_at("IDM", "instructor")
    page = client.get(at("session-open")).content.decode()
    assert not re.search(r'<option value="[0-9a-f-]{36}"', page)
    with in_prison("IDM"):
        Officer.objects.create(account=uuid.UUID(int=7), name="Petugas Contoh", is_state=True)
    for officer in ("", uuid.UUID(int=8)):
        assert client.post(at("session-open"), opening(officer)).status_code == 422
    with in_prison("IDM"):
        instructor = Officer.objects.get(is_state=False).account
    assert client.post(at("session-open"), opening(instructor)).status_code == 422
    assert client.post(at("session-open"), opening(uuid.UUID(int=7))).status_code == 302


def test_the_register_is_marked_with_the_rest_present(client_at, crew, session):
    client, url = client_at("IDM", "instructor"), at("session-register", session)
    posted = {
        **versions(client.get(url).content.decode()),
        f"state-{crew[1].pk}": "not_fetched",
        "act": "rest",
    }
    assert client.post(url, posted).status_code == 302
    with in_prison("IDM"):
        marks = list(Attendance.objects.order_by("person_id").values_list("state", "minutes"))
    assert marks == [("present", 360), ("not_fetched", 0), ("present", 360)]
    saved = client.get(url).content.decode()
    assert len(re.findall(r"checked", saved)) == 3
    assert saved.count("badge-warn") == 2


def test_a_register_without_a_mark_says_that_nothing_was_saved(client_at, crew, session):
    client, url = client_at("IDM", "officer"), at("session-register", session)
    answer = client.post(url, {"act": "save"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]
    with in_prison("IDM"):
        assert not Attendance.objects.exists()


def test_the_register_says_what_is_wrong_and_keeps_what_was_typed(client_at, crew, session):
    client, url = client_at("IDM", "officer"), at("session-register", session)
    posted = {
        f"state-{crew[0].pk}": "present",
        f"minutes-{crew[0].pk}": "9" * 5000,
        f"state-{crew[1].pk}": "sick",
        "act": "save",
    }
    response = client.post(url, posted)
    assert response.status_code == 422
    assert re.search(r'value="sick" checked', response.content.decode())
    over = {f"state-{crew[0].pk}": "present", f"minutes-{crew[0].pk}": "400"}
    assert client.post(url, over).status_code == 302
    with in_prison("IDM"):
        evening = opened(starts=time(15)).pk
    refused = client.post(
        at("session-register", evening), {f"state-{crew[0].pk}": "present", f"minutes-{crew[0].pk}": "60"}
    )
    assert refused.status_code == 422
    assert "K-0001" in refused.content.decode()
    assert "77, 79" in refused.content.decode()


def test_two_officers_at_once_do_not_overwrite_each_other(client_at, crew, session):
    client, url = client_at("IDM", "officer"), at("session-register", session)
    seen = versions(client.get(url).content.decode())
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(crew[0].pk, "sick")], by="other")
    posted = {**seen, f"state-{crew[0].pk}": "not_today"}
    conflict = client.post(url, posted)
    assert conflict.status_code == 409
    assert "theirs" in conflict.content.decode() or "pengganti" in conflict.content.decode()
    again = {**posted, **versions(conflict.content.decode())}
    assert client.post(url, again).status_code == 302


def test_a_register_of_sixty_reads_few_queries(client_at, django_assert_max_num_queries):
    with clock.at(MORNING):
        _persons, session = started(60)
        client = client_at("IDM", "officer")
        url = at("session-register", session)
        client.post(url, {"act": "rest"})
        with django_assert_max_num_queries(16):
            page = client.get(url)
        assert len(re.findall(r"card-number\">K-", page.content.decode())) == 60
        with django_assert_max_num_queries(36):
            client.post(url, {"act": "rest"})


def test_a_closed_register_can_no_longer_be_sent(client_at, crew, session):
    client, url = client_at("IDM", "officer"), at("session-register", session)
    assert client.post(at("session-close", session)).status_code == 302
    page = client.get(url).content.decode()
    assert 'value="rest"' not in page
    assert client.post(url, {f"state-{crew[0].pk}": "sick"}).status_code == 409


def test_a_lot_goes_from_the_session_to_the_stock_by_pages(client_at, crew, session):
    officer, verifier = client_at("IDM", "officer"), client_at("IDM", "verifier")
    assert officer.get(at("lot-record", session)).status_code == 200
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(crew[0].pk, "present", 300), Mark(crew[1].pk, "present", 60)], by="x")
    made = {
        "product": "coir-shade",
        f"pieces-{crew[0].pk}": "6",
        f"minutes-{crew[0].pk}": "300",
        f"pieces-{crew[1].pk}": "",
    }
    assert officer.post(at("lot-record", session), {**made, f"minutes-{crew[0].pk}": "301"}).status_code == 422
    assert officer.post(at("lot-record", session), {**made, f"pieces-{crew[0].pk}": "0"}).status_code == 422
    assert officer.post(at("lot-record", session), {**made, "product": "wheat-bread"}).status_code == 422
    assert officer.post(at("lot-record", session), made).status_code == 302
    with in_prison("IDM"):
        lot = Lot.objects.get()
    assert at("lot-inspect", lot.pk) not in officer.get(at("lot-list")).content.decode()
    assert at("lot-inspect", lot.pk) in verifier.get(at("lot-list") + "?waiting=1").content.decode()
    verdict = {"accepted": "5", "rejected": "1", "rework": "0"}
    assert officer.get(at("lot-inspect", lot.pk)).status_code == 200
    assert officer.post(at("lot-inspect", lot.pk), verdict).status_code == 422
    assert verifier.post(at("lot-inspect", lot.pk), {**verdict, "accepted": "6"}).status_code == 422
    assert verifier.post(at("lot-inspect", lot.pk), {**verdict, "accepted": "x"}).status_code == 422
    assert verifier.post(at("lot-inspect", lot.pk), verdict).status_code == 302
    assert verifier.post(at("lot-inspect", lot.pk), verdict).status_code == 409
    with in_prison("IDM"):
        assert selectors.stock() == [selectors.StockRow("coir-shade", 5, 0)]
    stock = officer.get(at("stock")).content.decode()
    assert lot.code in stock
    assert "Rp" not in stock


def test_empty_pages_say_what_to_do(client_at):
    client = client_at("IDM", "head")
    for name, target in (("session-list", "session-open"), ("lot-list", "session-list"), ("stock", "lot-list")):
        assert at(target) in client.get(at(name)).content.decode()


def test_unknown_things_are_not_found(client_at):
    client = client_at("IDM", "officer")
    for name in ("session-register", "lot-record", "lot-inspect"):
        assert client.get(at(name, 10**12)).status_code == 404
    assert client.post(at("session-close", 10**12)).status_code == 404


@pytest.mark.parametrize(
    "name", ["session-list", "session-open", "session-register", "lot-record", "lot-list", "lot-inspect", "stock"]
)
def test_others_are_refused(client_at, crew, session, name):
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(crew[0].pk, "present", 300)], by="x")
        lot = record_lot(session, product="coir-shade", makers=[Made(crew[0].pk, 1)], by="x").pk
        close_session(session, by="x")
    args = {"session-register": (session,), "lot-record": (session,), "lot-inspect": (lot,)}.get(name, ())
    url = at(name, *args)
    assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
    assert client_at("IDM", "stranger").get(url).status_code == 403
    assert client_at("IDM", "regional").get(url).status_code == 403
    assert client_at("IDM").get(url).status_code == 302
    assert client_at("GRT", "officer").get(url).status_code in {200, 404}


@pytest.mark.parametrize(("role", "name"), [
    ("verifier", "session-open"), ("treasurer", "session-close"), ("verifier", "session-register"),
    ("treasurer", "lot-record"), ("head", "lot-inspect"), ("instructor", "lot-inspect"),
])  # fmt: skip
def test_who_may_read_may_not_act(client_at, session, role, name):
    args = () if name == "session-open" else (session,)
    assert client_at("IDM", role).post(at(name, *args)).status_code == 403
    with in_prison("IDM"):
        assert Session.objects.get().closed_at is None
