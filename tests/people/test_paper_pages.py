"""The pages of gates, findings, stays and merges: they work by form, and whom they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.people import selectors
from programs.people.models import Enrolment, Override, Person
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, consent, enrol_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
TODAY = DAY.isoformat()


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


def test_from_the_list_to_the_program_in_three_forms(client_at):
    with in_prison("IDM"):
        (person,) = admit(cleared=False)
        consent(person)
    client, enrolling = client_at("IDM", "officer"), {"program": "coir-shade", "purpose": "sale", "starts": TODAY}
    refused = client.post(at("enrol", person.pk), enrolling)
    assert refused.status_code == 422
    assert at("decisions") in refused.content.decode()
    numbers = {"board_number": "TPP-1", "board_on": TODAY, "decree_number": "SK-1", "decree_on": TODAY}
    until = (DAY + timedelta(days=90)).isoformat()
    sent = {"program": "coir-shade", **numbers, "clearance": "fit", "expires": until}
    assert client.get(at("decisions")).status_code == 200
    assert client.post(at("decisions"), sent).status_code == 422
    assert client.post(at("decisions"), {**sent, "person": person.pk, "expires": ""}).status_code == 422
    with in_prison("IDM"):
        assert selectors.decisions(person.pk) == []
    assert client.post(at("decisions"), {**sent, "person": person.pk}).status_code == 302
    assert client.post(at("enrol", person.pk), enrolling).status_code == 302
    assert "SK-1" in client.get(at("detail", person.pk)).content.decode()


def test_the_head_overrides_by_form_and_nobody_overrides_consent(client_at):
    with in_prison("IDM"):
        (person,) = admit()
    officer, head = client_at("IDM", "officer"), client_at("IDM", "head")
    finding = {"level": "risk:high", "starts": TODAY}
    assert officer.post(at("assessment-add", person.pk), finding).status_code == 302
    asked = {"program": "coir-shade", "gate": "risk", "reason": "Pendampingan wali", "days": 3}
    assert officer.post(at("override", person.pk), asked).status_code == 403
    assert head.post(at("override", person.pk), {**asked, "gate": "consent"}).status_code == 422
    assert head.post(at("override", person.pk), {**asked, "days": 31}).status_code == 422
    assert head.post(at("override", person.pk), asked).status_code == 302
    assert head.post(at("override", person.pk), asked).status_code == 409
    assert "Pendampingan wali" in head.get(at("overrides")).content.decode()
    with in_prison("IDM"):
        given = Override.objects.get().pk
    assert head.post(at("override-end", person.pk, given)).status_code == 302
    assert head.post(at("override-end", person.pk + 1, given)).status_code == 404


def test_moves_pauses_and_pairs_by_pages(client_at):
    with in_prison("IDM"):
        first, second = enrol_all(admit(2))
        row = Enrolment.objects.get(person=first).pk
    client = client_at("IDM", "officer")
    assert client.post(at("move", first.pk), {"block": "C9", "on": TODAY}).status_code == 302
    assert "C9" in client.get(at("stays", first.pk)).content.decode()
    other = {"other": second.card_number, "reason": "Berselisih", "starts": TODAY}
    assert client.post(at("apart-add", first.pk), {**other, "other": "K-9999"}).status_code == 404
    assert client.post(at("apart-add", first.pk), other).status_code == 302
    assert first.card_number in client.get(at("findings", second.pk)).content.decode()
    assert client.post(at("suspend", first.pk, row), {"reason": "court", "starts": TODAY}).status_code == 302
    assert client.post(at("suspend", second.pk, row), {"reason": "court", "starts": TODAY}).status_code == 404
    assert at("resume", first.pk, row) in client.get(at("detail", first.pk)).content.decode()
    assert client.post(at("resume", first.pk, row)).status_code == 302


def test_a_known_number_is_told_with_its_person_and_two_records_become_one(client_at):
    with in_prison("IDM"):
        first, second = admit(2)
    officer, head = client_at("IDM", "officer"), client_at("IDM", "head")
    sent = {
        "register_number": "BI.001/2024",
        "name": "X",
        "kind": "narapidana",
        "birth_date": "1990-01-01",
        "on": TODAY,
    }
    known = officer.post(at("admit"), sent)
    assert known.status_code == 409
    assert at("detail", first.pk) in known.content.decode()
    assert officer.post(at("admit"), {**sent, "register_number": "BI.77/2024"}).status_code == 302
    merging = {"into": first.card_number, "is_same": "on"}
    assert officer.post(at("merge", second.pk), merging).status_code == 403
    assert head.post(at("merge", second.pk), {"into": first.card_number}).status_code == 422
    assert head.post(at("merge", second.pk), merging).status_code == 302
    assert at("detail", first.pk) in head.get(at("detail", second.pk)).content.decode()
    with in_prison("IDM"):
        assert Person.objects.get(pk=second.pk).merged_into_id == first.pk


@pytest.mark.parametrize(
    "name",
    ["admit", "decisions", "overrides", "stays", "move", "return", "alias-add", "merge", "findings", "assessment-add"],
)
def test_others_are_refused(client_at, name):
    with in_prison("IDM"):
        (person,) = admit()
    url = at(name) if name in {"admit", "decisions", "overrides"} else at(name, person.pk)
    assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
    assert client_at("IDM", "stranger").get(url).status_code == 403
    assert client_at("IDM", "treasurer").get(url).status_code == 403
