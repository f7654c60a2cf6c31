"""Plans are the person's own: kept version by version, two writers meet, ten facts with day and name, and never a score."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Conflict, NotFound, Refused
from programs.people.models import TEN_FACTS, Person, Plan
from programs.people.plan_forms import FACT_LABELS
from programs.people.selectors.plans import latest_plan, plan_versions
from programs.people.services.plans import write_plan
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
BUSINESS = {
    "product": "Keset",
    "mentor": "Ibu Contoh",
    "capital_idr": "2500000",
    "from_savings_idr": "1000000",
    "seen": "0",
}
RELEASE = {"district": "Kecamatan Contoh", "work": "Bengkel paman", "has_ktp": "on", "seen": "0"}


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def person() -> Person:
    with in_prison("IDM"):
        return admit(1)[0]


def write(person: Person, kind: str = "business", **facts):
    given = {"facts": {"product": "Keset"}, "mentor": "Ibu Contoh", "by": "officer", "by_name": "Petugas Contoh"}
    return write_plan(person.pk, kind, **{**given, **facts})


def test_there_are_ten_facts_with_words_for_each() -> None:
    assert len(TEN_FACTS) == len(set(TEN_FACTS)) == 10
    assert set(FACT_LABELS) == set(TEN_FACTS)


def test_each_save_is_a_version_and_an_unchanged_fact_keeps_its_day_and_name(person) -> None:
    with in_prison("IDM"):
        write(person, answers={"cost-known": "yes", "price-set": "no"})
        second = write(person, answers={"cost-known": "yes", "price-set": "yes"}, seen=1, by_name="Orang Lain")
        assert second.noted["cost-known"] == {"answer": "yes", "on": DAY.isoformat(), "by": "Petugas Contoh"}
        assert second.noted["price-set"]["by"] == "Orang Lain"
        third = write(person, answers={"price-set": "yes", "what": "yes", "cost-known": "maybe"}, seen=2)
        assert set(third.noted) == {"price-set"}
        assert [each.version for each in plan_versions(person.pk, "business")] == [3, 2, 1]
        assert latest_plan(person.pk, "release") is None


def test_two_who_write_at_once_meet(person) -> None:
    with in_prison("IDM"):
        write(person)
        with pytest.raises(Conflict) as refusal:
            write(person)
        assert refusal.value.code == "plan-changed"
        for wrong in ({"mentor": " "}, {"kind": "other"}):
            with pytest.raises(Refused):
                write(person, **{"seen": 1, **wrong})
        with pytest.raises(NotFound):
            write_plan(10**12, "release", facts={}, by="x", by_name="x")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "people_plan_version"),
        ({"version": 2, "kind": "other"}, "people_plan_kind"),
        ({"version": 2, "mentor": ""}, "people_plan_mentored"),
        ({"version": 2, "kind": "release", "noted": {"x": 1}}, "people_plan_noted"),
    ],
)
def test_the_database_refuses_a_plan(person, change, constraint: str) -> None:
    facts = {"kind": "business", "version": 1, "mentor": "A", "facts": {}, "noted": {}, "written_by": "x"}
    with in_prison("IDM"):
        write(person)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Plan.objects.create(person=person, **{**facts, **change})


def test_a_business_plan_is_written_on_its_page_and_nothing_counts(client_at, person) -> None:
    client, address = client_at("IDM", "instructor"), at("plan-business", person.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {**BUSINESS, "mentor": ""}).status_code == 422
    yes = {f"fact_{fact.replace('-', '_')}": "yes" for fact in TEN_FACTS[:7]}
    assert client.post(address, {**BUSINESS, **yes}).status_code == 302
    for language in ("id", "en"):
        page = client.get(address, headers={"accept-language": language}).content.decode()
        text = re.sub(r"<[^>]+>", " ", page)
        assert "Keset" in text
        assert not re.search(r"\b7\s*(/|of|dari|out of)\s*10\b|%|\b70\b", text)
        assert DAY.isoformat() in text
    late = client.post(address, {**BUSINESS, "product": "Pot sabut"})
    assert late.status_code == 409
    assert "Pot sabut" in late.content.decode()
    assert 'name="seen" value="1"' in late.content.decode()


def test_a_release_plan_asks_for_the_district_and_keeps_earlier_versions(client_at, person) -> None:
    client, address = client_at("IDM", "officer"), at("plan-release", person.pk)
    assert client.post(address, {**RELEASE, "district": ""}).status_code == 422
    assert client.post(address, RELEASE).status_code == 302
    assert client.post(address, {**RELEASE, "seen": "1", "work": "Kursus las"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Bengkel paman" in page
    assert "Kursus las" in page


@pytest.mark.parametrize("name", ["plan-business", "plan-release"])
def test_others_are_refused(client_at, person, name: str) -> None:
    address = at(name, person.pk)
    for place, role, prison, status in (
        ("IDM", "treasurer", None, 403),
        ("IDM", "stranger", None, 403),
        ("IDM", "head", "GRT", 403),
        ("GRT", "head", None, 404),
    ):
        assert client_at(place, role, prison=prison).get(address).status_code == status
        assert client_at(place, role, prison=prison).post(address, RELEASE).status_code in {status, 422}
