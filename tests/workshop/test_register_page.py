"""The register's page for a whole workshop: one request saves it, two officers see both marks, closed it is corrected."""

import re
from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from core import clock
from programs.people.models import NonAssociation, Person
from programs.workshop.models import Attendance, AttendanceCorrection
from programs.workshop.services import Mark, close_session, mark_attendance
from tenants.isolation.acting import in_prison
from tenants.selectors import forget
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def crew(db: None) -> Iterator[tuple[list[Person], int]]:
    with clock.at(MORNING):
        yield started(3)


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


def versions(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version-\d+)" value="(\d+)"', text))


def stored() -> list[tuple[str, int]]:
    with in_prison("IDM"):
        return list(Attendance.objects.order_by("person_id").values_list("state", "minutes"))


def test_a_register_of_two_hundred_is_read_and_saved_in_few_queries(client_at, queries_of):
    with clock.at(MORNING):
        persons, session = started(200)
        client, url = client_at("IDM", "officer"), at("session-register", session)
        forget()  # hosts are remembered for seconds: from here on
        client.get(url)
        assert len(queries_of(lambda: client.get(url))) < 12
        posted = {f"state-{person.pk}": "present" for person in persons}
        posted |= {f"minutes-{person.pk}": "360" for person in persons}
        posted |= {f"version-{person.pk}": "0" for person in persons}
        # session, account and memberships are the gate's; the act itself takes six
        assert len(queries_of(lambda: client.post(url, posted))) <= 3 + 6
        assert len(stored()) == 200
        with in_prison("IDM"):
            close_session(session, by="x")
        head = client_at("IDM", "head")
        head.get(url)
        assert len(queries_of(lambda: head.get(url))) < 12


def test_everybody_is_present_with_one_press_and_exceptions_after(client_at, crew):
    (_first, second, _third), session = crew
    client, url = client_at("IDM", "officer"), at("session-register", session)
    client.post(url, {**versions(client.get(url).content.decode()), "act": "rest"})
    assert stored() == [("present", 360)] * 3
    page = client.get(url).content.decode()
    client.post(url, {**versions(page), f"state-{second.pk}": "not_fetched", "act": "save"})
    assert stored() == [("present", 360), ("not_fetched", 0), ("present", 360)]


def test_two_officers_marks_stand_side_by_side_and_one_is_picked(client_at, crew):
    (first, second, _third), session = crew
    client, url = client_at("IDM", "officer"), at("session-register", session)
    seen = versions(client.get(url).content.decode())
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "sick")], by="other")
    mine = {f"state-{first.pk}": "present", f"minutes-{first.pk}": "300", f"state-{second.pk}": "leave"}
    conflict = client.post(url, {**seen, **mine}, headers=ENGLISH)
    text = conflict.content.decode()
    assert conflict.status_code == 409
    assert text.count("Two marks: which one stands?") == 1
    assert "another member of staff" in text
    assert f'name="minutes-{first.pk}" value="300"' in text
    assert re.search(rf'name="state-{second.pk}" value="leave" checked', text)
    assert stored() == [("sick", 0)]
    again = {**mine, **versions(text)}
    unpicked = client.post(url, {**again, f"pick-{first.pk}": ""})
    assert unpicked.status_code == 422
    assert stored() == [("sick", 0)]
    assert client.post(url, {**again, f"pick-{first.pk}": "theirs"}).status_code == 302
    assert stored() == [("sick", 0), ("leave", 0)]
    assert client.post(url, {**again, f"pick-{first.pk}": "mine"}).status_code == 302
    assert stored() == [("present", 300), ("leave", 0)]


def test_a_closed_register_is_corrected_by_the_head_and_the_entry_is_read(client_at, crew):
    (first, *_rest), session = crew
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "present", 360)], by="x")
        close_session(session, by="x")
    head, url = client_at("IDM", "head"), at("register-correct", session)
    wish = {"person": str(first.pk), "state": "leave", "minutes": "360", "reason": "Sidang sampai siang"}
    for wrong in ({"reason": ""}, {"person": ""}, {"person": "999999"}, {"state": "alpa"}, {"state": "present"}):
        answer = head.post(url, {**wish, **wrong})
        assert answer.status_code == 422
        assert "Sidang sampai siang" in answer.content.decode() or "reason" in wrong
    assert head.post(url, wish).status_code == 302
    assert stored() == [("leave", 0)]
    text = head.get(at("session-register", session), headers=ENGLISH).content.decode()
    assert "Sidang sampai siang" in text
    assert "Present, 360 minutes → Leave" in text
    told = client_at("IDM", "officer").get(at("session-register", session), headers=ENGLISH).content.decode()
    assert "The head or a verifier enters a correction here." in told
    assert "Sidang sampai siang" in told


def test_an_open_register_is_not_corrected_and_others_are_refused(client_at, crew):
    (first, *_rest), session = crew
    wish = {"person": str(first.pk), "state": "leave", "reason": "x"}
    url = at("register-correct", session)
    assert client_at("IDM", "head").post(url, wish).status_code == 409
    for role in ("officer", "instructor", "treasurer"):
        assert client_at("IDM", role).post(url, wish).status_code == 403
    assert client_at("IDM", "head", prison="GRT").post(url, wish).status_code == 403
    assert client_at("GRT", "head").post(url, wish).status_code == 404
    assert client_at("IDM").post(url, wish).status_code == 401
    assert client_at("IDM", "head").get(url).status_code == 405
    with in_prison("IDM"):
        assert not AttendanceCorrection.objects.exists()


def test_who_is_kept_apart_is_told_above_the_register_without_the_reason(client_at, crew):
    (first, second, third), session = crew
    with in_prison("IDM"):
        facts = {"during": DateRange(DAY, None), "recorded_by": "x", "reason": "Perkara lama"}
        NonAssociation.objects.create(first=first, second=second, **facts)
        NonAssociation.objects.create(first=second, second=third, **facts)
        mark_attendance(session, marks=[Mark(third.pk, "sick")], by="x")
    page = client_at("IDM", "officer").get(at("session-register", session), headers=ENGLISH).content.decode()
    told = page.split('id="apart"')[1].split("</div>")[0]
    assert re.findall(r"K-\d{4}", told) == ["K-0001", "K-0002"]
    assert "Perkara lama" not in page


def test_a_register_shames_nobody(client_at, crew):
    (first, *_rest), session = crew
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "not_today")], by="x")
    page = client_at("IDM", "officer").get(at("session-register", session)).content.decode()
    assert len(set(re.findall(r'class="choice-(\w+)"', page))) == 5
    for word in ("alpa", "badge-error", "mangkir", "streak"):
        assert word not in page.lower()
