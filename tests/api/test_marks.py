"""Marks by API: all or none with a key for the whole, or one by one as a device kept them; members of the prison only."""

import uuid

import pytest

from core import clock
from programs.workshop.models import Attendance
from programs.workshop.services import Mark, mark_attendance
from tenants.isolation.acting import in_prison
from tests.api.test_prison import is_problem
from tests.people.scene import MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(db: None):
    with clock.at(MORNING):
        yield started(3)


def send(client, path: str, marks: list[dict], **headers: str):
    return client.post(path, {"marks": marks}, content_type="application/json", headers=headers)


def keyed(person, state: str = "sick", version: int = 0, **more):
    return {"key": str(uuid.uuid4()), "person": person.pk, "state": state, "version": version, **more}


def stored() -> list[str]:
    with in_prison("IDM"):
        return list(Attendance.objects.order_by("person_id").values_list("state", flat=True))


def test_marks_of_a_device_are_answered_one_by_one(client_at, crew):
    (first, second, third), session = crew
    client, path = client_at("IDM", "officer"), f"/api/v1/sessions/{session}/marks/"
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(second.pk, "leave")], by="other")
    marks = [keyed(first), keyed(second), keyed(third, "present", minutes=500)]
    answers = send(client, path, marks).json()["results"]
    assert [each["outcome"] for each in answers] == ["saved", "conflict", "refused"]
    assert (answers[1]["theirs"]["state"], answers[1]["theirs"]["by"]) == ("leave", "staff")
    assert answers[2]["code"] == "minutes-unfit"
    assert send(client, path, marks[:1]).json()["results"][0]["outcome"] == "already"
    assert stored() == ["sick", "leave"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "1"}, "marks[0].key"),
        ({"version": None}, "marks[0].version"),
        ({"person": -1}, "marks[0].person"),
        ({"replaces": ["x"]}, "marks[0].replaces[0]"),
        ({"minutes": 10**9}, "marks[0].minutes"),
    ],
)
def test_a_body_that_cannot_be_understood_enters_nothing(client_at, crew, change, field):
    (first, *_rest), session = crew
    answer = send(client_at("IDM", "officer"), f"/api/v1/sessions/{session}/marks/", [{**keyed(first), **change}])
    assert is_problem(answer, 422)["field"].startswith(field.split("[0]", maxsplit=2)[0])
    assert stored() == []


def test_a_register_with_a_key_is_entered_once(client_at, crew):
    (first, *_rest), session = crew
    client, path = client_at("IDM", "officer"), f"/api/v1/sessions/{session}/register/"
    sick = [{"person": first.pk, "state": "sick"}]
    headers = {"Idempotency-Key": "tablet-1"}
    assert send(client, path, sick, **headers).status_code == 200
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(first.pk, "leave")], by="other")
    assert send(client, path, sick, **headers).json()["results"][0]["state"] == "leave"
    other = [{"person": first.pk, "state": "not_today"}]
    assert is_problem(send(client, path, other, **headers), 409)["code"] == "key-reused"
    assert is_problem(send(client, path, sick, **{"Idempotency-Key": "x" * 81}), 422)["code"] == "key-malformed"
    assert stored() == ["leave"]


def test_others_are_refused(client_at, crew):
    (first, *_rest), session = crew
    path, marks = f"/api/v1/sessions/{session}/marks/", [keyed(first)]
    for role, prison in (("officer", "GRT"), ("head", "GRT"), ("stranger", None), ("analyst", None)):
        assert is_problem(send(client_at("IDM", role, prison=prison), path, marks), 403)["code"] == "not-a-member"
    assert is_problem(send(client_at("IDM", "verifier"), path, marks), 403)["code"] == "role-missing"
    assert is_problem(send(client_at("IDM"), path, marks), 403)
    assert is_problem(send(client_at("GRT", "officer"), path, marks), 404)["code"] == "session-unknown"
    assert stored() == []
