"""Lists and refusals of people that hang on the kind of prison or on leaving."""

from datetime import timedelta

import pytest

from core.errors import Refused
from programs.people import selectors
from programs.people.models import Person
from programs.people.services import enrol, give_consent
from programs.people.services.columns import heading_key
from tenants.isolation.acting import acting_as, in_prison
from tenants.models import Prison
from tenants.selectors import forget
from tests.people.scene import DAY, admit, consent, enrol_all, gone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]


def test_an_institution_for_children_runs_training_only():
    with acting_as("owner"):
        Prison.objects.filter(code="IDM").update(kind="lpka")
    forget()
    with in_prison("IDM"):
        (person,) = admit()
        consent(person)
        with pytest.raises(Refused) as refused:
            enrol(person.pk, program="coir-shade", starts=DAY, by="x")
        assert refused.value.code == "training-only"
        assert enrol(person.pk, program="coir-shade", purpose="training", starts=DAY, by="x").consent is None


def test_who_has_left_is_on_no_list_from_that_day_on():
    with in_prison("IDM"):
        first, second = enrol_all(admit(2))
        leaving = DAY + timedelta(days=3)
        gone(first, leaving)
        eve = leaving - timedelta(days=1)
        assert [row.person_id for row in selectors.on_list("coir-shade", eve)] == [first.pk, second.pk]
        assert [row.person_id for row in selectors.on_list("coir-shade", leaving)] == [second.pk]
        assert [row.pk for row in selectors.persons(leaving)] == [second.pk]
        with pytest.raises(Refused) as refused:
            consent(first, starts=leaving, purpose="story")
        assert refused.value.code == "person-left"


def test_the_list_of_a_program_reads_one_query_in_card_order(django_assert_num_queries):
    with in_prison("IDM"):
        persons = enrol_all(admit(3))
        Person.objects.filter(pk=persons[0].pk).update(card_number="K-10000")
        with django_assert_num_queries(1):
            cards = [row.person.card_number for row in selectors.on_list("coir-shade", DAY)]
        assert cards == ["K-0002", "K-0003", "K-10000"]
        assert not selectors.on_list("coir-shade", DAY - timedelta(days=1)).exists()


@pytest.mark.parametrize("field", ["witness", "text_version", "language"])
def test_a_consent_says_who_witnessed_which_text_in_which_language(field):
    facts = {"purpose": "work", "text_version": "work-1", "language": "id", "read_aloud": True, "witness": "Saksi"}
    with in_prison("IDM"):
        (person,) = admit()
        for text in (" ", "x" * 121):
            with pytest.raises(Refused) as refused:
                give_consent(person.pk, **{**facts, field: text}, starts=DAY, by="x")
            assert (refused.value.field, "x" in str(refused.value.value)) == (field, False)
        with pytest.raises(Refused):
            give_consent(person.pk, **{**facts, "purpose": "everything"}, starts=DAY, by="x")


def test_short_names_show_one_name_and_initials():
    names = {"Budi": "Budi", "Budi Santoso": "Budi S.", "Ni Luh Made Ayu": "Ni L. M.", "Ö É": "Ö É."}
    assert {name: Person(name=name).short_name for name in names} == names


def test_headings_are_compared_without_their_clothes():
    assert heading_key(" Tanggal_Vonis/Putusan. ") == "tanggal vonis putusan"
