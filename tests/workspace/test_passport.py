"""The skills passport shows work, training and certificates of one person, and no word that tells where they were."""

import pytest
from django.urls import reverse

from core import clock
from programs.people.models import Person
from programs.records.models import AuditEntry
from programs.workshop.models import LotMaker
from programs.workshop.selectors import step_titles, steps_of, work_done
from tenants.isolation.acting import in_prison
from tests.people.skills import ISSUER, certify, train
from tests.printed import text_of
from tests.scene import worked
from tests.words import told_in
from workspace.passport import passport_facts, passport_of

pytestmark = pytest.mark.django_db


def at(person: int) -> str:
    return reverse("workspace:passport", args=[person], urlconf="config.urls_prison")


@pytest.fixture
def person() -> Person:
    """Somebody who has worked for a week, was trained and is certified."""
    worked("IDM")
    with in_prison("IDM"):
        found = next(each for each in Person.objects.all() if work_done(each.pk))
        today = clock.today("Asia/Jakarta")
        certify(found, on=today)
        train(found, on=today, modules=("CS-W1",))
        return found


def test_it_shows_hours_modules_and_certificates_and_brands_nobody(client_at, person) -> None:
    answer = client_at("IDM", "officer").get(at(person.pk))
    text = text_of(answer.content)
    for shown in (person.name, ISSUER, "CS-M3", "Kewirausahaan", "Pengalaman kerja"):
        assert shown in text, shown
    assert "CS-M1" not in text
    assert told_in(text, "indramayu") == []
    assert person.name.split()[0] not in answer["Content-Disposition"]
    with in_prison("IDM"):
        assert AuditEntry.objects.filter(act="passport.printed").count() == 1


def test_a_merged_record_shows_its_work_and_certificates_on_the_one_that_stays(client_at, person) -> None:
    with in_prison("IDM"):
        other = next(each for each in Person.objects.all() if each.pk != person.pk and not work_done(each.pk))
        Person.objects.filter(pk=person.pk).update(merged_into=other)
    text = text_of(client_at("IDM", "officer").get(at(other.pk)).content)
    for shown in (other.name, ISSUER, "CS-M3", "Pengalaman kerja"):
        assert shown in text, shown


def test_hours_are_those_of_closed_sessions(person) -> None:
    with in_prison("IDM"):
        (done,) = [each for each in work_done(person.pk) if each.program_code == "coir-shade"]
        assert done.minutes > 0
        assert done.days > 0


def test_steps_stand_with_their_hours_where_they_were_told_apart(client_at, person) -> None:
    with in_prison("IDM"):
        maker = LotMaker.objects.filter(person=person, session__closed_at__isnull=False)[0]
        step = next(iter(step_titles("IDM", "coir-shade")))
        LotMaker.objects.filter(pk=maker.pk).update(step=step, minutes=90)
        (done,) = steps_of(person.pk)
        assert (done.step, done.minutes, done.pieces) == (step, 90, maker.pieces)
    assert "1,5 jam" in text_of(client_at("IDM", "officer").get(at(person.pk)).content)


@pytest.mark.parametrize("is_demo", [True, False])
def test_invented_data_says_so(person, client_at, is_demo: bool) -> None:
    from tenants.selectors import by_code

    with in_prison("IDM"):
        place = by_code("IDM")
        today = clock.today(place.timezone)
        facts = passport_facts(passport_of(person.pk, place=place, day=today), day=today, is_demo=is_demo)
    assert facts["demo"] is is_demo


def test_others_are_refused(client_at, person) -> None:
    assert client_at("IDM", "treasurer").get(at(person.pk)).status_code == 403
    assert client_at("IDM", "head", prison="GRT").get(at(person.pk)).status_code == 403
    assert client_at("GRT", "head").get(at(person.pk)).status_code == 404
    assert client_at("IDM", "head").get(at(10**9)).status_code == 404
