"""Enrolling by API meets the same gates as the page; nobody passes a hard one, not even the head."""

import pytest

from programs.people.models import Enrolment
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning_at_api", "program_at_api")]


@pytest.fixture
def morning_at_api():
    from core import clock
    from tests.people.scene import MORNING

    with clock.at(MORNING):
        yield


@pytest.fixture
def program_at_api(db):
    from tests.people.scene import adopt_programs

    adopt_programs()


def test_consent_missing_is_refused_by_api_to_the_head_and_given_lets_in(client_at):
    with in_prison("IDM"):
        (person,) = admit()
    head = client_at("IDM", "head")
    url, sent = f"/api/v1/people/{person.pk}/enrolments/", {"program": "coir-shade", "starts": DAY.isoformat()}
    refused = head.post(url, sent, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "consent-missing")
    gates = head.get(f"/api/v1/people/{person.pk}/gates/?program=coir-shade").json()["results"]
    assert [gate["code"] for gate in gates if not gate["is_passed"]] == ["consent"]
    with in_prison("IDM"):
        consent(person)
    assert head.post(url, sent, content_type="application/json").status_code == 201
    assert head.post(url, sent, content_type="application/json").status_code == 409
    with in_prison("IDM"):
        assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(("role", "prison"), [("stranger", ""), ("treasurer", "IDM"), ("officer", "GRT")])
def test_others_are_refused(client_at, role, prison):
    with in_prison("IDM"):
        (person,) = admit()
    client = client_at("IDM", role, prison=prison) if prison == "GRT" else client_at("IDM", role)
    assert client.get(f"/api/v1/people/{person.pk}/gates/").status_code == 403
    assert (
        client.post(f"/api/v1/people/{person.pk}/enrolments/", {}, content_type="application/json").status_code == 403
    )
