"""The pages of people: what they show, whom they refuse, and that no name or number stands in an address."""

import re

import pytest
from django.urls import reverse

from programs.people import selectors
from programs.people.models import Consent, Enrolment, Person
from programs.people.services import enrol
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]


PERSONAL = {"detail", "consent-give", "enrol", "leave", "assimilation"}


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def held() -> list[Person]:
    with in_prison("IDM"):
        return admit(3)


def test_the_list_shows_cards_and_masked_numbers(client_at, held):
    page = client_at("IDM", "officer").get(at("list"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "K-0003" in text
    assert "••••024" in text
    assert "BI.001" not in text
    assert "no-store" in page["Cache-Control"]


def test_an_empty_list_says_what_to_do(client_at):
    page = client_at("IDM", "officer").get(at("list"))
    assert at("import") in page.content.decode()


def test_people_are_searched_by_card_and_name_without_an_address_that_tells(client_at, held):
    client = client_at("IDM", "officer")
    for text, found in (
        ("k-0002", ["K-0002"]),
        ("contoh 3", ["K-0003"]),
        ("nobody", []),
        ("", ["K-0001", "K-0002", "K-0003"]),
    ):
        page = client.post(at("list"), {"text": text, "kind": ""})
        assert re.findall(r"K-\d{4}(?=</a>)", page.content.decode()) == found
    form = client.get(at("list")).content.decode()
    assert re.search(r'<form class="filters" method="post"', form)
    assert client.post(at("list"), {"text": "x" * 121}).status_code == 422


def test_the_list_is_filtered_by_kind_and_paged(client_at):
    with in_prison("IDM"):
        admit(60)
        Person.objects.filter(card_number="K-0007").update(kind="tahanan")
    client = client_at("IDM", "officer")
    assert re.findall(r"K-\d{4}(?=</a>)", client.get(at("list") + "?kind=tahanan").content.decode()) == ["K-0007"]
    second = client.get(at("list") + "?page=2").content.decode()
    assert re.findall(r"K-\d{4}(?=</a>)", second) == [f"K-{n:04d}" for n in range(51, 61)]
    assert client.get(at("list") + "?kind=x&page=zzz").status_code == 200


def test_the_list_reads_few_queries_however_many_people(client_at, django_assert_max_num_queries):
    with in_prison("IDM"):
        admit(60)
    client = client_at("IDM", "officer")
    client.get(at("list"))
    with django_assert_max_num_queries(14):
        client.get(at("list"))


def test_the_export_holds_no_register_number_and_is_audited(client_at, held):
    with in_prison("IDM"):
        Person.objects.filter(pk=held[0].pk).update(name="=HYPERLINK(1)")
    response = client_at("IDM", "head").get(at("export"))
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("card_number,name,register_masked,kind")
    assert "'=HYPERLINK(1)" in text
    assert "2024" not in text.replace("2024-01-15", "")
    assert "1990" not in text
    with in_prison("IDM"):
        assert AuditEntry.objects.filter(act="people.exported").count() == 1


def test_a_person_is_shown_masked_and_revealed_to_the_head_alone(client_at, held):
    url = at("detail", held[0].pk)
    assert "BI.001" not in client_at("IDM", "head").get(url).content.decode()
    reveal = at("register-reveal", held[0].pk)
    assert client_at("IDM", "officer").post(reveal).status_code == 403
    assert client_at("IDM", "head").get(reveal).status_code == 405
    assert "BI.001/2024" in client_at("IDM", "head").post(reveal).content.decode()
    with in_prison("IDM"):
        (entry,) = AuditEntry.objects.filter(act="register.revealed")
        assert (entry.subject, entry.detail) == (f"person:{held[0].pk}", {})


def test_consent_enrolment_and_withdrawal_by_pages(client_at, held):
    client, person = client_at("IDM", "officer"), held[0].pk
    enrolling = {"program": "coir-shade", "purpose": "sale", "starts": DAY.isoformat()}
    assert client.get(at("enrol", person)).status_code == 200
    refused = client.post(at("enrol", person), enrolling)
    assert refused.status_code == 422
    assert "ILO C29" in refused.content.decode()
    giving = {
        "purpose": "work",
        "text_version": "work-1",
        "answer": "given",
        "language": "id",
        "witness": "Saksi",
        "starts": DAY.isoformat(),
    }
    assert client.get(at("consent-give", person)).status_code == 200
    assert client.post(at("consent-give", person), {**giving, "witness": ""}).status_code == 422
    assert client.post(at("consent-give", person), giving).status_code == 302
    assert client.post(at("consent-give", person), giving).status_code == 409
    assert client.post(at("enrol", person), enrolling).status_code == 302
    assert client.post(at("enrol", person), enrolling).status_code == 409
    assert client.post(at("enrol", person), {**enrolling, "program": "gold"}).status_code == 422
    with in_prison("IDM"):
        given, row = Consent.objects.get().pk, Enrolment.objects.get().pk
    assert "coir-shade" in client.get(at("detail", person)).content.decode()
    assert client.post(at("enrolment-end", person, row), {"on": "soon"}).status_code == 422
    assert client.post(at("enrolment-end", person, row), {"on": "2026-11-09"}).status_code == 302
    assert client.post(at("consent-withdraw", person, given), {"on": DAY.isoformat()}).status_code == 302
    with in_prison("IDM"):
        assert Enrolment.objects.get().during.isempty
    assert client.get(at("detail", person)).status_code == 200


def test_unknown_people_are_not_found(client_at):
    client = client_at("IDM", "head")
    for name, act in (
        ("detail", client.get),
        ("enrol", client.get),
        ("consent-give", client.get),
        ("register-reveal", client.post),
    ):
        assert act(at(name, 10**12)).status_code == 404


def test_consents_and_enrolments_are_of_the_person_in_the_address(client_at, held):
    with in_prison("IDM"):
        given = consent(held[0])
        row = enrol(held[0].pk, program="coir-shade", starts=DAY, by="x").pk
    client, other = client_at("IDM", "officer"), held[1].pk
    for url in (at("consent-withdraw", other, given), at("enrolment-end", other, row)):
        assert client.post(url, {"on": DAY.isoformat()}).status_code == 404
    for url in (at("consent-withdraw", held[0].pk, given), at("enrolment-end", held[0].pk, row)):
        far = client.post(url, {"on": "2062-01-01"})
        assert far.status_code == 422
        assert 'value="2062-01-01"' in far.content.decode()
    with in_prison("IDM"):
        assert Enrolment.objects.get().last_day is None


def test_a_day_far_ahead_is_refused_on_the_form(client_at, held):
    client, person = client_at("IDM", "officer"), held[0].pk
    giving = {
        "purpose": "work",
        "text_version": "work-1",
        "answer": "given",
        "language": "id",
        "witness": "Saksi",
        "starts": "2062-01-01",
    }
    assert client.post(at("consent-give", person), giving).status_code == 422
    enrolling = {"program": "coir-shade", "purpose": "training", "starts": "2062-01-01"}
    assert client.post(at("enrol", person), enrolling).status_code == 422


def test_a_person_leaves_and_a_mistake_is_undone(client_at, held):
    with in_prison("IDM"):
        consent(held[0])
        enrol(held[0].pk, program="coir-shade", starts=DAY, by="x")
    client, person = client_at("IDM", "officer"), held[0].pk
    assert client.get(at("leave", person)).status_code == 200
    for wrong in ({}, {"reason": "escape", "on": DAY.isoformat()}, {"reason": "release", "on": "2026-11-03"}):
        assert client.post(at("leave", person), wrong).status_code == 422
    assert client.post(at("leave", person), {"reason": "release", "on": DAY.isoformat()}).status_code == 302
    assert client.post(at("leave", person), {"reason": "release", "on": DAY.isoformat()}).status_code == 422
    with in_prison("IDM"):
        assert Enrolment.objects.get().during.isempty
        row = selectors.standing(person, DAY)
        assert (row.is_held, row.left_on, row.left_reason) == (False, DAY, "release")
    assert "K-0001" not in client.get(at("list")).content.decode()
    assert at("leave-undo", person) in client.get(at("detail", person)).content.decode()
    for _again in range(2):
        assert client.post(at("leave-undo", person)).status_code == 302
    assert "K-0001" in client.get(at("list")).content.decode()


def test_the_head_places_in_assimilation_and_undoes_a_mistake(client_at, held):
    head, person = client_at("IDM", "head"), held[0].pk
    assert head.get(at("assimilation", person)).status_code == 200
    assert head.post(at("assimilation", person), {"on": "2062-01-01"}).status_code == 422
    assert head.post(at("assimilation", person), {"on": ""}).status_code == 422
    assert head.post(at("assimilation", person), {"on": DAY.isoformat()}).status_code == 302
    with in_prison("IDM"):
        assert Person.objects.get(pk=person).assimilation_from == DAY
    assert head.get(at("detail", person)).status_code == 200
    for _again in range(2):
        assert head.post(at("assimilation-undo", person)).status_code == 302
    with in_prison("IDM"):
        assert Person.objects.get(pk=person).assimilation_from is None
    officer = client_at("IDM", "officer")
    assert officer.get(at("assimilation", person)).status_code == 403
    assert officer.post(at("assimilation-undo", person)).status_code == 403


def test_the_list_is_narrowed_by_program_and_taking_part_and_sorted(client_at, held):
    with in_prison("IDM"):
        consent(held[1])
        enrol(held[1].pk, program="coir-shade", starts=DAY, by="x")
        Person.objects.filter(pk=held[2].pk).update(name="Adi")
    client = client_at("IDM", "officer")
    for query, found in (
        ("?program=coir-shade", ["K-0002"]),
        ("?takes_part=no", ["K-0001", "K-0003"]),
        ("?takes_part=yes&order=name", ["K-0002"]),
        ("?order=name", ["K-0003", "K-0001", "K-0002"]),
        ("?program=gold&order=x", ["K-0001", "K-0002", "K-0003"]),
    ):
        page = client.get(at("list") + query).content.decode()
        assert re.findall(r"K-\d{4}(?=</a>)", page) == found
    part = client.post(at("list"), {"text": "contoh 2"}, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r"K-\d{4}(?=</a>)", part) == ["K-0002"]
    assert "<html" not in part


@pytest.mark.parametrize(
    "name",
    [
        "list",
        "export",
        "export-xlsx",
        "import",
        "import-template-csv",
        "import-template-xlsx",
        "detail",
        "consent-give",
        "enrol",
        "leave",
        "assimilation",
    ],
)
def test_others_are_refused(client_at, held, name):
    url = at(name, held[0].pk) if name in PERSONAL else at(name)
    assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
    assert client_at("IDM", "stranger").get(url).status_code == 403
    assert client_at("IDM", "analyst").get(url).status_code == 403
    assert client_at("IDM", "treasurer").get(url).status_code == 403
    anonymous = client_at("IDM").get(url)
    assert (anonymous.status_code, "/akun/login/" in anonymous["Location"]) == (302, True)


@pytest.mark.parametrize("role", ["verifier", "instructor", "treasurer"])
def test_who_may_read_may_not_act(client_at, held, role):
    with in_prison("IDM"):
        given = consent(held[0])
        row = enrol(held[0].pk, program="coir-shade", starts=DAY, by="x").pk
    client, person = client_at("IDM", role), held[0].pk
    for url in (
        at("import"),
        at("import-columns"),
        at("import-accept"),
        at("import-cancel"),
        at("consent-give", person),
        at("enrol", person),
        at("consent-withdraw", person, given),
        at("enrolment-end", person, row),
        at("register-reveal", person),
        at("leave", person),
        at("leave-undo", person),
        at("assimilation", person),
        at("assimilation-undo", person),
    ):
        assert client.post(url, {"on": DAY.isoformat()}).status_code == 403
    with in_prison("IDM"):
        assert Consent.objects.get().last_day is None
