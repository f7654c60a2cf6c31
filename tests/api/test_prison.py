"""The API of a prison's host: its members by role, nobody else; no register number, no balance."""

import pytest

from tenants.isolation.acting import in_prison
from tests.earnings.making import make_lot, make_person

pytestmark = pytest.mark.django_db
PEOPLE, STOCK, SESSIONS = "/api/v1/people/", "/api/v1/stock/", "/api/v1/sessions/"
ALL = (PEOPLE, STOCK, SESSIONS)


def is_problem(response, status: int) -> dict:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "code", "field", "value", "rule", "citation"} <= body.keys()
    return body


@pytest.fixture
def at_work():
    with in_prison("IDM"):
        make_person()
        return make_lot((6, 4))


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize(
    ("role", "prison"), [("officer", "GRT"), ("head", "GRT"), ("analyst", None), ("stranger", None)]
)
def test_the_other_prison_the_nation_and_the_stranger_are_refused(client_at, path, role, prison):
    assert is_problem(client_at("IDM", role, prison=prison).get(path), 403)["code"] == "not-a-member"


@pytest.mark.parametrize("path", ALL)
def test_anonymous_is_refused(client_at, path):
    is_problem(client_at("IDM").get(path), 403)


@pytest.mark.parametrize(("path", "role"), [(PEOPLE, "treasurer"), (PEOPLE, "instructor"), (STOCK, "treasurer")])
def test_a_member_needs_the_role(client_at, path, role):
    assert is_problem(client_at("IDM", role).get(path), 403)["code"] == "role-missing"


def test_people_are_cards_and_short_names(client_at, at_work):
    body = client_at("IDM", "officer").get(PEOPLE).json()
    assert len(body["results"]) == 3
    assert {tuple(row) for row in body["results"]} == {("id", "card_number", "name", "kind", "programs")}
    assert sorted(row["programs"] for row in body["results"]) == [[], ["coir-shade"], ["coir-shade"]]
    assert isinstance(body["demo"], bool)


def test_people_come_in_pages_that_neither_repeat_nor_skip(client_at, at_work):
    client, seen, path = client_at("IDM", "head"), [], f"{PEOPLE}?page_size=2"
    while path:
        body = client.get(path).json()
        seen += [row["card_number"] for row in body["results"]]
        path = body["next"]
    assert len(seen) == len(set(seen)) == 3


def test_the_list_of_people_takes_few_queries(client_at, at_work, django_assert_max_num_queries):
    client = client_at("IDM", "officer")
    with django_assert_max_num_queries(12):
        client.get(PEOPLE)


def test_stock_and_sessions_are_those_of_the_prison(client_at, at_work):
    assert client_at("IDM", "instructor").get(STOCK).json()["results"] == [
        {"product": "coir-shade", "workshop": 10, "marketplace": 0}
    ]
    sessions = client_at("IDM", "instructor").get(SESSIONS).json()["results"]
    assert [(row["program"], row["day"], row["officer"]) for row in sessions] == [
        ("coir-shade", "2026-11-02", "Officer")
    ]
    assert client_at("GRT", "instructor").get(SESSIONS).json()["results"] == []


@pytest.mark.parametrize("path", ALL)
def test_reading_is_all_there_is(client_at, path):
    assert is_problem(client_at("IDM", "officer").post(path), 405)["code"] == "method-not-allowed"


def test_an_unknown_address_is_a_problem_too(client_at):
    assert is_problem(client_at("IDM", "officer").get("/api/v1/money/"), 404)["field"] == "path"
