"""One tap on the register saves one person at once; two officers, a closed session and a stranger are answered plainly."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from core import clock
from programs.people.models import Person
from programs.workshop.models import Attendance
from programs.workshop.services import Mark, close_session, mark_attendance
from tenants.isolation.acting import in_prison
from tenants.selectors import forget
from tests.people.scene import MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(db: None) -> Iterator[tuple[list[Person], int]]:
    with clock.at(MORNING):
        yield started(3)


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


def tap(client, session: int, person: int, state: str, *, version: int = 0, minutes: str = "360", htmx: bool = True):
    sent = {f"state-{person}": state, f"minutes-{person}": minutes, f"version-{person}": str(version)}
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(at("register-mark", session, person), sent, headers=headers)


def marks() -> list[tuple[str, int]]:
    with in_prison("IDM"):
        return list(Attendance.objects.order_by("person_id").values_list("state", "minutes"))


def test_a_tap_saves_one_person_and_tells_how_far_the_register_is(client_at, crew):
    (first, second, _third), session = crew
    client = client_at("IDM", "officer")
    answer = tap(client, session, first.pk, "present")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.startswith("<li") or text.lstrip().startswith("<li")
    assert re.findall(r'value="(\w+)" checked', text) == ["present"]
    assert 'hx-swap-oob="innerHTML:#progress"' in text
    assert f'name="version-{first.pk}" value="1"' in text
    assert f"line-{second.pk}" not in text
    assert marks() == [("present", 360)]


def test_another_tap_of_the_same_officer_corrects_the_first(client_at, crew):
    (first, *_rest), session = crew
    client = client_at("IDM", "officer")
    tap(client, session, first.pk, "present")
    assert tap(client, session, first.pk, "leave", version=0).status_code == 200
    assert tap(client, session, first.pk, "leave", version=0).status_code == 200
    assert marks() == [("leave", 0)]


def test_a_tap_over_somebody_elses_newer_mark_is_told_and_sent_again(client_at, crew):
    (first, *_rest), session = crew
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "sick")], by="other")
    client = client_at("IDM", "officer")
    refused = tap(client, session, first.pk, "not_fetched", version=0)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert re.findall(r'value="(\w+)" checked', text) == ["sick"]
    assert 'role="alert"' in text
    assert f'name="version-{first.pk}" value="1"' in text
    assert tap(client, session, first.pk, "not_fetched", version=1).status_code == 200
    assert marks() == [("not_fetched", 0)]


def test_a_tap_without_script_comes_back_to_the_register(client_at, crew):
    (first, *_rest), session = crew
    client = client_at("IDM", "officer")
    answer = tap(client, session, first.pk, "sick", htmx=False)
    assert (answer.status_code, answer["Location"]) == (302, at("session-register", session))
    assert tap(client, session, first.pk, "present", minutes="x", htmx=False).status_code == 302


@pytest.mark.parametrize("minutes", ["", "0", "421", "x", "9" * 400])
def test_minutes_that_do_not_fit_are_told_on_the_line(client_at, crew, minutes):
    (first, *_rest), session = crew
    answer = tap(client_at("IDM", "officer"), session, first.pk, "present", minutes=minutes)
    assert answer.status_code == (200 if minutes == "" else 422)
    assert marks() == ([("present", 360)] if minutes == "" else [])


def test_a_tap_that_says_nothing_changes_nothing(client_at, crew):
    (first, *_rest), session = crew
    client = client_at("IDM", "officer")
    for state in ("", "alpa"):
        assert tap(client, session, first.pk, state).status_code == 200
    assert marks() == []


def test_a_closed_session_and_a_person_not_listed_refuse_the_tap(client_at, crew):
    (first, *_rest), session = crew
    client = client_at("IDM", "officer")
    assert tap(client, session, 10**12, "present").status_code == 404
    assert tap(client, 10**12, first.pk, "present").status_code == 404
    with in_prison("IDM"):
        close_session(session, by="x")
    answer = tap(client, session, first.pk, "present")
    assert answer.status_code == 409
    assert "hx-post" not in answer.content.decode()
    assert marks() == []


def test_others_are_refused(client_at, crew):
    (first, *_rest), session = crew
    assert tap(client_at("IDM", "verifier"), session, first.pk, "present").status_code == 403
    assert tap(client_at("IDM", "officer", prison="GRT"), session, first.pk, "present").status_code == 403
    assert tap(client_at("GRT", "officer"), session, first.pk, "present").status_code == 404
    assert tap(client_at("GRT", "officer"), session, first.pk, "", htmx=False).status_code == 404
    assert tap(client_at("IDM"), session, first.pk, "present").status_code == 401
    assert client_at("IDM", "officer").get(at("register-mark", session, first.pk)).status_code == 405
    assert marks() == []


def test_the_paper_lists_cards_and_short_names_with_empty_boxes(client_at, crew):
    _persons, session = crew
    page = client_at("IDM", "instructor").get(at("session-paper", session)).content.decode()
    assert "K-0003 Orang C. 3." in page
    assert "BI.0" not in page
    assert page.count('<td class="box"></td>') == 3 * 6
    assert client_at("IDM", "officer", prison="GRT").get(at("session-paper", session)).status_code == 403


def test_a_tap_takes_ten_queries_at_most(client_at, queries_of):
    with clock.at(MORNING):
        persons, session = started(60)
        client = client_at("IDM", "officer")
        forget()  # hosts are remembered for seconds: from here on
        tap(client, session, persons[0].pk, "present")
        assert len(queries_of(lambda: tap(client, session, persons[1].pk, "present"))) <= 10
        assert len(queries_of(lambda: tap(client, session, persons[1].pk, "sick"))) <= 10
