"""The description of the API says what it answers: every GET is asked, and its answer fits the schema."""

from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db
ROLES = {"": ("analyst", ""), PLACE: ("head", PLACE)}
OWN = {"/api/v1/applications/{application}/"}  # for who sent it; tests/api/test_onboarding.py asks it
NEEDED = {"indicator": "participation-all", "period": "2026-10", "reference": "indramayu@1"}


@pytest.fixture
def known() -> dict[str, Any]:
    return played()


def described(client) -> dict[str, Any]:
    answer = client.get("/api/v1/schema/?format=json")
    assert answer.status_code == 200
    return answer.json()


def resolved(node: Any, whole: dict[str, Any]) -> Any:
    """The schema with references filled in and OpenAPI's `nullable` as JSON Schema says it."""
    if isinstance(node, list):
        return [resolved(each, whole) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return resolved(whole["components"]["schemas"][node["$ref"].rpartition("/")[2]], whole)
    found = {name: resolved(each, whole) for name, each in node.items() if name != "nullable"}
    return {"anyOf": [found, {"type": "null"}]} if node.get("nullable") else found


def questions(whole: dict[str, Any], known: dict[str, Any]):
    for path, verbs in whole["paths"].items():
        if "get" not in verbs or path in OWN:
            continue
        asked = {each["name"]: each for each in verbs["get"].get("parameters", ())}
        filled = path
        for name, facts in asked.items():
            if facts["in"] == "path":
                filled = filled.replace(f"{{{name}}}", str(NEEDED.get(name) or known[_stands_for(path, name)]))
        yield (
            filled,
            {name: NEEDED[name] for name, facts in asked.items() if facts.get("required") and facts["in"] == "query"},
            verbs["get"],
        )


def _stands_for(path: str, name: str) -> str:
    return {"/api/v1/listings/{id}/": "pk"}.get(path, name)


@pytest.mark.parametrize("place", ["", PLACE])
def test_every_answer_fits_its_description(client_at, known, place):
    role, home = ROLES[place]
    client = client_at(place, role, prison=home)
    whole, seen = described(client), 0
    for path, query, operation in questions(whole, known):
        answer = client.get(path, query)
        assert answer.status_code == 200, (path, answer.content[:300])
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        faults = list(Draft202012Validator(resolved(schema, whole)).iter_errors(answer.json()))
        assert not faults, (path, [fault.message for fault in faults[:3]])
        seen += 1
    assert seen >= 6


@pytest.mark.parametrize("place", ["", PLACE])
def test_every_operation_says_what_it_is_and_is_listed_on_the_page(client_at, place):
    client = client_at(place, *((ROLES[place][0],) if place else ()), **({"prison": place} if place else {}))
    page = client.get("/api/v1/docs/").content.decode()
    for path, verbs in described(client)["paths"].items():
        assert all(operation.get("summary") for operation in verbs.values()), path
        assert path in page


def test_a_stranger_reads_no_description_of_a_prison(client_at):
    for path in ("/api/v1/schema/", "/api/v1/docs/", "/api/v1/me/"):
        assert client_at(PLACE, "stranger").get(path).status_code == 403
        assert client_at(PLACE, "officer", prison="GRT").get(path).status_code == 403


def test_the_page_asks_nothing_of_other_addresses(client_at):
    page = client_at().get("/api/v1/docs/").content.decode()
    foreign = ("http://", "https://", "<style", "<script>")
    assert [each for each in foreign if each in page.replace(settings.ORIGIN, "")] == []
