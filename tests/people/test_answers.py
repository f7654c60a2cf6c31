"""A consent is asked with its present text; a refusal is kept, counted and read by nothing; an old answer shows its own text."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import PURPOSES, Application, Consent, Enrolment
from programs.people.services import give_consent, refuse_consent, withdraw_consent
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
FACTS = {
    "purpose": "work",
    "text_version": "work-1",
    "language": "id",
    "read_aloud": True,
    "witness": "Saksi",
    "by": "x",
}


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


def test_every_purpose_has_a_present_text_in_four_languages():
    for purpose in PURPOSES:
        version = selectors.current_version(purpose)
        texts = {language: selectors.consent_text(version, language) for language in ("id", "en", "jv", "su")}
        assert all(text is not None and text.language == language for language, text in texts.items())
        assert {language for language, text in texts.items() if text.is_draft} == {"jv", "su"}
        assert all(len(text.paragraphs) == 6 for text in texts.values())
        assert selectors.consent_text(version, "other").language == "id"
    assert selectors.consent_text("work-99", "id") is None
    assert not selectors.has_text("work", "export-1")


def test_a_text_that_does_not_exist_is_refused():
    with in_prison("IDM"):
        (person,) = admit()
        for version in ("1", "work-2", "export-1"):
            with pytest.raises(Refused) as refused:
                give_consent(person.pk, **{**FACTS, "text_version": version}, starts=DAY)
            assert refused.value.field == "text_version"


def test_a_refusal_is_kept_counted_and_changes_nothing():
    with in_prison("IDM"):
        (person,) = admit()
        refuse_consent(person.pk, **FACTS, on=DAY)
        assert selectors.refusals("work", DAY, DAY) == 1
        assert selectors.refusals("export", DAY, DAY) == 0
        assert selectors.withdrawals("work", DAY, DAY) == 0
        assert selectors.consenting([person.pk], "work", DAY) == set()
        assert not Application.objects.exists()
        assert not Enrolment.objects.exists()
        assert AuditEntry.objects.filter(act="consent.refused").count() == 1
        with pytest.raises(Conflict):
            refuse_consent(person.pk, **FACTS, on=DAY)
        with pytest.raises(Refused):
            refuse_consent(person.pk, **FACTS, on=DAY + timedelta(days=1))
        give_consent(person.pk, **FACTS, starts=DAY)
        with pytest.raises(Refused) as refused:
            refuse_consent(person.pk, **FACTS, on=DAY)
        assert refused.value.code == "consent-holds"


def test_the_database_keeps_a_refusal_empty_and_once():
    with in_prison("IDM"):
        (person,) = admit()
        facts = {name: value for name, value in FACTS.items() if name != "by"} | {"person": person, "answer": "refused"}
        for wrong in ({"during": (DAY, None), "refused_on": DAY}, {"during": (DAY, DAY)}):
            with transaction.atomic(), pytest.raises(IntegrityError, match="people_consent_answer"):
                Consent.objects.create(**facts, **wrong)
        Consent.objects.create(**facts, during=(DAY, DAY), refused_on=DAY)
        with transaction.atomic(), pytest.raises(IntegrityError, match="people_consent_refused_once"):
            Consent.objects.create(**facts, during=(DAY, DAY), refused_on=DAY)
    assert {"people_consent_answer", "people_consent_refused_once"}


def test_a_withdrawal_is_counted_on_its_day_also_when_given_that_day():
    with in_prison("IDM"):
        first, second = admit(2)
        withdraw_consent(consent(first), on=DAY, by="x")
        withdraw_consent(consent(second), on=DAY + timedelta(days=3), by="x")
        assert selectors.withdrawals("work", DAY, DAY) == 1
        assert selectors.withdrawals("work", DAY, DAY + timedelta(days=3)) == 2


def test_who_consents_to_what_is_told_for_many_at_once(django_assert_num_queries):
    with in_prison("IDM"):
        people = admit(3)
        consent(people[0], purpose="partner_work")
        consent(people[1], purpose="partner_work", starts=DAY + timedelta(days=1))
        with django_assert_num_queries(1):
            found = selectors.consenting([person.pk for person in people], "partner_work", DAY)
        assert found == {people[0].pk}


def test_both_answers_are_recorded_by_the_page_and_an_old_one_shows_its_text(client_at):
    with in_prison("IDM"):
        person = admit()[0].pk
    client = client_at("IDM", "officer")
    page = client.get(at("consent-give", person) + "?purpose=export&language=jv").content.decode()
    assert "nggarap barang ekspor" in page
    assert 'value="export-1"' in page
    assert client.get(at("consent-give", person) + "?purpose=x&language=zz").status_code == 200
    answer = {
        "purpose": "export",
        "language": "jv",
        "text_version": "export-1",
        "witness": "Saksi",
        "starts": DAY.isoformat(),
    }
    assert client.post(at("consent-give", person), answer).status_code == 422
    assert (
        client.post(at("consent-give", person), {**answer, "answer": "refused", "text_version": "9"}).status_code == 422
    )
    assert client.post(at("consent-give", person), {**answer, "answer": "refused"}).status_code == 302
    with in_prison("IDM"):
        (row,) = Consent.objects.all()
        assert (row.answer, row.refused_on) == ("refused", DAY)
    assert "nggarap barang ekspor" in client.get(at("consent-detail", person, row.pk)).content.decode()
    assert at("consent-detail", person, row.pk) in client.get(at("detail", person)).content.decode()
    assert client.get(at("consent-detail", person, 10**9)).status_code == 404
    for other in (client_at("IDM", "officer", prison="GRT"), client_at("IDM", "stranger")):
        assert other.get(at("consent-detail", person, row.pk)).status_code == 403
