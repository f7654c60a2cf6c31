"""A printed sheet carries a code that opens the page for keying it back: one digit a row, in the printed order."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from core import clock
from programs.people.models import Person
from programs.workshop.models import Attendance
from programs.workshop.services import Mark, close_session, mark_attendance
from tenants.isolation.acting import in_prison
from tests.people.scene import MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def crew(db: None) -> Iterator[tuple[list[Person], int]]:
    with clock.at(MORNING):
        yield started(3)


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


def stored() -> list[tuple[str, int]]:
    with in_prison("IDM"):
        return list(Attendance.objects.order_by("person_id").values_list("state", "minutes"))


def typed(persons: list[Person], digits: str, minutes: str = "360", version: int = 0) -> dict[str, str]:
    sent = {f"digit-{person.pk}": digit.strip() for person, digit in zip(persons, digits, strict=True)}
    sent |= {f"minutes-{person.pk}": minutes for person in persons}
    return sent | {f"version-{person.pk}": str(version) for person in persons}


def test_the_sheet_and_the_page_have_the_same_order_and_the_sheet_leads_there(client_at, crew):
    _persons, session = crew
    client = client_at("IDM", "officer")
    sheet = client.get(at("session-paper", session)).content.decode()
    assert f"http://indramayu.localhost{at('register-key-in', session)}" in sheet
    assert 'src="data:image/svg+xml,' in sheet
    page = client.get(at("register-key-in", session)).content.decode()
    cards = [f"K-{number:04d}" for number in (1, 2, 3)]
    assert re.findall(r"K-\d{4}(?=</strong>)", page) == cards
    assert [each for each in re.findall(r"K-\d{4}", sheet) if each in cards] == cards
    assert page.count('value="360"') == 3


def test_digits_are_the_five_reasons_and_an_empty_row_says_nothing(client_at, crew):
    persons, session = crew
    answer = client_at("IDM", "instructor").post(at("register-key-in", session), typed(persons, "14 ", "200"))
    assert (answer.status_code, answer["location"]) == (302, at("session-register", session))
    assert stored() == [("present", 200), ("not_fetched", 0)]


@pytest.mark.parametrize(
    ("digit", "minutes"), [("6", "360"), ("x", "360"), ("1", "0"), ("1", "421"), ("1", "x"), ("12", "9")]
)
def test_a_wrong_row_is_told_beside_it_and_nothing_is_lost(client_at, crew, digit, minutes):
    persons, session = crew
    sent = {**typed(persons, "25 "), f"digit-{persons[2].pk}": digit, f"minutes-{persons[2].pk}": minutes}
    answer = client_at("IDM", "officer").post(at("register-key-in", session), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'id="error-(\d+)"', text) == [str(persons[2].pk)]
    assert re.search(rf'name="digit-{persons[0].pk}" value="2"', text)
    assert stored() == []


def test_a_newer_mark_is_told_beside_its_row(client_at, crew):
    persons, session = crew
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(persons[0].pk, "leave")], by="other")
    client, url = client_at("IDM", "officer"), at("register-key-in", session)
    answer = client.post(url, typed(persons, "22 "), headers=ENGLISH)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "In the register: Leave / official matter, by another member of staff. On your sheet: Sick" in text
    assert stored() == [("leave", 0)]
    again = typed(persons, "22 ") | dict(re.findall(r'name="(version-\d+)" value="(\d+)"', text))
    assert client.post(url, again).status_code == 302
    assert stored() == [("sick", 0), ("sick", 0)]


def test_a_closed_session_takes_no_sheet(client_at, crew):
    persons, session = crew
    with in_prison("IDM"):
        close_session(session, by="x")
    client, url = client_at("IDM", "officer"), at("register-key-in", session)
    assert "digit-" not in client.get(url).content.decode()
    assert client.post(url, typed(persons, "111")).status_code == 409
    assert stored() == []


def test_others_are_refused(client_at, crew):
    _persons, session = crew
    url = at("register-key-in", session)
    for ask in ("get", "post"):
        assert getattr(client_at("IDM", "verifier"), ask)(url).status_code == 403
        assert getattr(client_at("IDM", "officer", prison="GRT"), ask)(url).status_code == 403
        assert getattr(client_at("IDM", "stranger"), ask)(url).status_code == 403
        assert getattr(client_at("GRT", "officer"), ask)(url).status_code == 404
    assert stored() == []
