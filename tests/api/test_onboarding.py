"""Applying and deciding by API: the pages' own rules, one's own applications only, a region's own decisions only."""

import json

import pytest
from django.test import Client

from accounts.services import open_account
from tenants.isolation.acting import acting_as
from tests.api.test_prison import is_problem
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db
MINE, DECIDABLE = "/api/v1/applications/", "/api/v1/national/applications/"
FACTS = {
    "code": "CRB",
    "name": "Lapas Kelas I Cirebon",
    "province": "32",
    "kind": "lapas",
    "prison_class": "I",
    "programs": ["coir-shade"],
    "admin_email": "head@kemenimipas.go.id",
    "scheme": "KEP1990_50_35_15",
    "decree_number": "SK-1",
}


@pytest.fixture
def applicant(client_at) -> Client:
    with acting_as("gate"):
        open_account("pemohon@kemenimipas.go.id")
    client = client_at()
    sign_in(client, "pemohon@kemenimipas.go.id")
    return client


def send(client: Client, path: str, body: object):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_an_application_is_sent_once_and_followed(applicant):
    first, again = send(applicant, MINE, FACTS), send(applicant, MINE, FACTS)
    assert first.status_code == again.status_code == 201, first.content
    assert first.json()["id"] == again.json()["id"]
    assert applicant.get(f"{MINE}{first.json()['id']}/").json()["state"] == "submitted"
    assert [row["code"] for row in applicant.get(MINE).json()["results"]] == ["CRB"]


def test_only_an_official_address_applies(client_at):
    is_problem(send(client_at(), MINE, FACTS), 401)
    assert is_problem(send(client_at("", "buyer"), MINE, FACTS), 403)["code"] == "address-not-official"


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "crb!"), ("programs", "coir-shade"), ("admin_email", "nobody"), ("name", "x" * 121), ("kind", 3)],
)
def test_a_wrong_value_is_named(applicant, field, value):
    problem = is_problem(send(applicant, MINE, FACTS | {field: value}), 422)
    assert problem["field"].startswith(field)


def test_nobody_reads_the_application_of_another(applicant, client_at):
    path = f"{MINE}{send(applicant, MINE, FACTS).json()['id']}/"
    assert is_problem(client_at("", "buyer").get(path), 403)["code"] == "not-the-applicant"
    is_problem(client_at().get(path), 401)
    assert client_at("", "buyer").get(MINE).json()["results"] == []


def test_the_region_and_the_nation_decide(applicant, client_at):
    sent = send(applicant, MINE, FACTS).json()["id"]
    elsewhere = send(
        applicant, MINE, FACTS | {"code": "SBY", "province": "35", "name": "Lapas Kelas I Surabaya"}
    ).json()["id"]
    regional = client_at("", "regional")
    decidable = {row["code"] for row in regional.get(DECIDABLE).json()["results"]}
    assert "CRB" in decidable
    assert "SBY" not in decidable
    assert is_problem(send(regional, f"{DECIDABLE}{elsewhere}/approve/", {}), 403)["code"] == "other-region"
    for _twice in range(2):
        assert send(regional, f"{DECIDABLE}{sent}/approve/", {}).json()["state"] == "approved"
    for role in ("buyer", "stranger"):
        assert is_problem(client_at("", role).get(DECIDABLE), 403)["code"] == "role-missing"
