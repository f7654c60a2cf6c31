"""Certificates: issued when every assessed module is passed, never branding, in the edition the bearer chooses, withdrawn with a reason."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Conflict, NotFound, Refused
from programs.library.models import IssuedCertificate
from programs.people.models import Certificate, Person
from programs.people.services.certificates import (
    choose_edition,
    issue_certificate,
    new_code,
    withdraw_certificate,
)
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit
from tests.people.skills import ISSUER, MODULES, PROGRAM, certify, train
from tests.printed import text_of
from tests.words import CUSTODY, told_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def held() -> list[Person]:
    with in_prison("IDM"):
        return admit(2)


def issue(person: Person, **facts):
    given = {"program": PROGRAM, "issuer": ISSUER, "edition": "neutral", "on": DAY, "is_demo": False, "by": "officer"}
    return issue_certificate(person.pk, **{**given, **facts})


def test_it_is_issued_when_every_assessed_module_is_passed(held) -> None:
    with in_prison("IDM"):
        train(held[0], modules=MODULES[:4])
        with pytest.raises(Refused) as refusal:
            issue(held[0])
        assert refusal.value.code == "modules-open"
        train(held[0], modules=MODULES[4:], mark=20)
        with pytest.raises(Refused):
            issue(held[0])
        train(held[0], modules=MODULES[4:], mark=90)
        made = issue(held[0])
        assert [module["code"] for module in made.modules] == ["CS-M2", "CS-M3", "CS-M4", "CS-M5"], "rights is no skill"
        assert (made.hours, made.reference) == (10, "indramayu@1")
        public = IssuedCertificate.objects.get(code=made.code)
        assert (public.skill_id, public.hours, public.issuer) == (made.skill_id, 10, ISSUER)
        with pytest.raises(Conflict):
            issue(held[0])


def test_own_business_stands_on_it_without_saying_after_what(held) -> None:
    with in_prison("IDM"):
        train(held[0], modules=("CS-W1",))
        assert {"code": "CS-W1", "id": "Kewirausahaan", "en": "Running a business", "hours": "2.5"} in certify(
            held[0]
        ).modules


@pytest.mark.parametrize("issuer", ["Lapas Indramayu", "LPKA", "Koperasi Warga  Binaan", "Prison Works", "", "x" * 121])
def test_an_issuer_that_brands_or_is_none_is_refused(held, issuer: str) -> None:
    with in_prison("IDM"):
        train(held[0])
        with pytest.raises(Refused) as refusal:
            issue(held[0], issuer=issuer)
        assert refusal.value.field == "issuer"


def test_a_day_ahead_or_before_the_last_module_is_refused(held) -> None:
    with in_prison("IDM"):
        train(held[0])
        with pytest.raises(Refused):
            issue(held[0], on=DAY + timedelta(days=1))
        with pytest.raises(Conflict):
            issue(held[0], on=DAY - timedelta(days=1))
        with pytest.raises(Refused):
            issue(held[0], edition="gold")


@given(st.booleans())
def test_a_number_spells_no_word_and_that_of_invented_data_says_so(is_demo: bool) -> None:
    code = new_code(is_demo=is_demo)
    assert re.fullmatch(r"(CONTOH-)?([2-9BCDFGHJKMNPQRSTVWXYZ]{4}-){2}[2-9BCDFGHJKMNPQRSTVWXYZ]{4}", code)
    assert code.startswith("CONTOH-") is is_demo


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"program_code": "other"}, "people_certificate_code"),
        ({"code": "X"}, "people_certificate_once"),
        ({"code": "X", "program_code": "o", "edition": "gold"}, "people_certificate_edition"),
        ({"code": "X", "program_code": "o", "issuer": ""}, "people_certificate_issuer"),
        ({"code": "X", "program_code": "o", "issuer": "Lapas Contoh"}, "people_certificate_issuer"),
        ({"code": "X", "program_code": "o", "hours": 0}, "people_certificate_hours"),
        ({"code": "X", "program_code": "o", "withdrawn_on": DAY}, "people_certificate_withdrawn"),
        ({"code": "X", "program_code": "o", "withdrawn_reason": "x"}, "people_certificate_withdrawn"),
        (
            {"code": "X", "withdrawn_on": DAY - timedelta(days=1), "withdrawn_reason": "x"},
            "people_certificate_withdrawn",
        ),
    ],
)
def test_the_database_refuses_a_certificate(held, change, constraint: str) -> None:
    with in_prison("IDM"):
        row = certify(held[0])
        facts = {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Certificate.objects.create(**{**facts, **change})


def test_the_bearer_changes_the_edition_and_both_say_what_they_should(held, client_at) -> None:
    with in_prison("IDM"):
        made = certify(held[0])
    client = client_at("IDM", "officer")
    neutral = text_of(client.get(at("certificate-paper", held[0].pk, made.pk)).content)
    assert held[0].name in neutral
    assert made.code in neutral
    assert told_in(neutral, "indramayu") == []
    assert client.post(at("certificate-edition", held[0].pk, made.pk), {"edition": "full"}).status_code == 302
    full = client.get(at("certificate-paper", held[0].pk, made.pk))
    assert "Lapas Kelas IIB Indramayu" in text_of(full.content)
    assert held[0].name.split()[0] not in full["Content-Disposition"]
    assert client.post(at("certificate-edition", held[0].pk, made.pk), {"edition": "x"}).status_code == 422
    with in_prison("IDM"):
        assert AuditEntry.objects.filter(act="certificate.printed").count() == 2
        choose_edition(made.pk, person=held[0].pk, edition="neutral", by="officer")
        with pytest.raises(NotFound):
            choose_edition(made.pk, person=held[1].pk, edition="full", by="officer")


def test_it_is_withdrawn_with_a_reason_and_no_longer_printed(held, client_at) -> None:
    with in_prison("IDM"):
        made = certify(held[0])
    head, officer = client_at("IDM", "head"), client_at("IDM", "officer")
    address = at("certificate-withdraw", held[0].pk, made.pk)
    assert officer.post(address, {"reason": "x"}).status_code == 403
    assert head.post(address, {"reason": " "}).status_code == 422
    assert head.post(address, {"reason": "Salah nama"}).status_code == 302
    assert head.get(at("certificate-paper", held[0].pk, made.pk)).status_code == 404
    with in_prison("IDM"):
        withdraw_certificate(made.pk, person=held[0].pk, reason="again", by="head")
        made.refresh_from_db()
        assert made.withdrawn_reason == "Salah nama"
        assert IssuedCertificate.objects.get(code=made.code).withdrawn_on == DAY
        assert issue(held[0]).code != made.code


def test_it_is_issued_on_the_persons_page(held, client_at) -> None:
    client = client_at("IDM", "officer")
    with in_prison("IDM"):
        train(held[0])
    page = client.get(at("training", held[0].pk)).content.decode()
    assert at("certificate-issue", held[0].pk) in page
    sent = {"program": PROGRAM, "issuer": "Lapas Contoh", "on": DAY.isoformat(), "edition": "full"}
    refused = client.post(at("certificate-issue", held[0].pk), sent)
    assert refused.status_code == 422
    assert 'value="Lapas Contoh"' in refused.content.decode()
    assert client.post(at("certificate-issue", held[0].pk), {"program": PROGRAM}).status_code == 422
    assert client.post(at("certificate-issue", held[0].pk), {**sent, "issuer": ISSUER}).status_code == 302
    with in_prison("IDM"):
        code = Certificate.objects.get().code
    page = client.get(at("training", held[0].pk)).content.decode()
    assert f"{settings.ORIGIN}/sertifikat/{code}/" in page
    assert client_at("IDM", "instructor").post(at("certificate-issue", held[0].pk), sent).status_code == 403
    assert client_at("GRT", "head").get(at("training", held[0].pk)).status_code == 404


@pytest.mark.parametrize("hostile", ["a\0b", "{{ 7 }}%s%(x)d{0}", "9" * 400, "<script>"])
def test_what_is_typed_wrongly_is_told(held, client_at, hostile: str) -> None:
    head = client_at("IDM", "head")
    with in_prison("IDM"):
        made = certify(held[0])
        train(held[1])
    facts = {"program": PROGRAM, "issuer": ISSUER, "on": DAY.isoformat(), "edition": "neutral"}
    for field in facts:
        if field == "issuer" and len(hostile) < 30 and "\0" not in hostile:
            continue  # an odd name is a name
        assert head.post(at("certificate-issue", held[1].pk), {**facts, field: hostile}).status_code == 422
    if "\0" in hostile or len(hostile) > 300:
        assert head.post(at("certificate-withdraw", held[0].pk, made.pk), {"reason": hostile}).status_code == 422
    assert head.post(at("certificate-edition", held[0].pk, made.pk), {"edition": hostile}).status_code == 422


def test_the_words_that_brand_are_found() -> None:
    for word in CUSTODY:
        assert told_in(f"x {word.upper()} y") == [word]
    assert told_in("Sertifikat pelatihan dari BLK") == []
