"""The hard gates: each is refused by the database itself, and told as a rule with its source."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from psycopg2.extras import DateRange

from core.errors import Conflict, NotFound, Refused
from programs.people import invariants, selectors
from programs.people.models import Consent, Enrolment, Person
from programs.people.services import end_enrolment, enrol, place_in_assimilation, withdraw_consent
from programs.records.refusals import constraint_of
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, consent, gone, line, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
LATER = DAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def inside(program):
    with in_prison("IDM"):
        yield


def enrolment(person: Person, **facts):
    """An enrolment written past the service."""
    defaults = {
        "person": person,
        "person_kind": person.kind,
        "adult_from": person.adult_from,
        "program_code": "coir-shade",
        "purpose": "sale",
        "during": (DAY, None),
        "enrolled_by": "x",
    }
    return Enrolment.objects.create(**{**defaults, **facts})


def refused_by(name: str):
    """The block must be refused by the constraint of this name."""

    class Refusing:
        def __enter__(self):
            self.savepoint = transaction.atomic()
            self.savepoint.__enter__()

        def __exit__(self, kind, error, trace):
            self.savepoint.__exit__(kind, error, trace)
            assert isinstance(error, IntegrityError), f"nothing was refused: {error!r}"
            assert constraint_of(error) == name
            return True

    return Refusing()


def consented(person: Person, starts: date = DAY) -> dict[str, object]:
    given = Consent.objects.get(pk=consent(person, starts=starts))
    return {"consent": given, "consent_during": given.during}


def test_the_database_refuses_sale_without_consent():
    (person,) = admit()
    with refused_by("people_enrolment_consent"):
        enrolment(person)
    with refused_by("people_enrolment_consent"):
        enrolment(person, consent_id=consent(person), consent_during=None)


def test_the_database_refuses_a_consent_of_another_purpose_person_or_length():
    first, second = admit(2)
    story = Consent.objects.get(pk=consent(first, purpose="story"))
    with refused_by("people_enrolment_consent_gate"):
        enrolment(first, consent=story, consent_during=story.during)
    with refused_by("people_enrolment_consent_gate"):
        enrolment(first, **consented(second))
    later = consented(first, starts=LATER)
    with refused_by("people_enrolment_consent"):
        enrolment(first, **later, during=(LATER - timedelta(days=1), None))
    with refused_by("people_enrolment_consent_gate"):
        enrolment(first, consent=later["consent"], consent_during=(DAY - timedelta(days=9), None))


def test_the_database_refuses_a_child_and_who_is_not_convicted():
    (child,) = admit(born="2009-01-01")
    facts = consented(child)
    with refused_by("people_enrolment_adult"):
        enrolment(child, **facts)
    with refused_by("people_enrolment_person_gate"):
        enrolment(child, **facts, adult_from=DAY)
    with refused_by("people_enrolment_adult"):
        enrolment(child, **{**facts, "consent_during": (None, None)}, during=(None, None))
    Person.objects.filter(pk=child.pk).update(kind="tahanan", adult_from=DAY)
    with refused_by("people_enrolment_convicted"):
        enrolment(Person.objects.get(), **facts)


def test_the_database_refuses_the_same_person_twice_on_one_list():
    (person,) = admit()
    facts = consented(person)
    enrolment(person, **facts)
    with refused_by("people_enrolment_once"):
        enrolment(person, **facts, during=(LATER, None))
    with refused_by("people_enrolment_purpose"):
        enrolment(person, purpose="gift", program_code="x")


def test_the_database_refuses_who_worked_to_become_someone_else():
    (person,) = admit()
    enrolment(person, **consented(person))
    with refused_by("people_enrolment_convicted"):
        Person.objects.update(kind="tahanan")
    with refused_by("people_enrolment_adult"):
        Person.objects.update(adult_from=LATER)
    with refused_by("people_enrolment_consent"):
        Consent.objects.update(during=DateRange(DAY, LATER))
    assert list(invariants.violations()) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "guest"}, "people_person_kind"),
        ({"name": ""}, "people_person_named"),
        ({"merged_into": F("id")}, "people_person_merged_elsewhere"),
        ({"kind": "tahanan", "assimilation_from": DAY}, "people_person_assimilation"),
        ({"card_number": "K-0001"}, "people_person_card"),
    ],
)
def test_the_database_refuses_a_person_who_cannot_be(change, name):
    admit(2)
    with refused_by(name):
        Person.objects.filter(card_number="K-0002").update(**change)


def test_the_database_refuses_one_register_number_for_two():
    first, second = admit(2)
    with refused_by("people_person_register"):
        Person.objects.filter(pk=second.pk).update(register_hash=first.register_hash)


def test_the_database_refuses_two_consents_at_once_and_nameless_ones():
    (person,) = admit()
    consent(person)
    facts = {"person": person, "text_version": "1", "language": "id", "read_aloud": True, "during": (LATER, None)}
    with refused_by("people_consent_once"):
        Consent.objects.create(**facts, purpose="work", witness="x")
    with refused_by("people_consent_purpose"):
        Consent.objects.create(**facts, purpose="all", witness="x")
    with refused_by("people_consent_witnessed"):
        Consent.objects.create(**facts, purpose="story", witness="")


def test_the_service_tells_which_gate_refuses_and_why():
    (adult, remand, child) = admit_three()
    for person, code in ((adult, "consent-missing"), (remand, "not-convicted"), (child, "not-adult")):
        if person is not adult:
            consent(person)
        with pytest.raises(Refused) as refused:
            enrol(person.pk, program="coir-shade", starts=DAY, by="x")
        assert (refused.value.code, bool(refused.value.citation)) == (code, True)
        assert refused.value.value == person.card_number
        enrol(person.pk, program="coir-shade", purpose="training", starts=DAY, by="x")


def admit_three() -> list[Person]:
    from programs.people.services import import_people

    lines = [line(1), line(2, kind="tahanan"), line(3, born="2009-01-01")]
    import_people(sheet(*lines), prison="IDM", by="x")
    return list(Person.objects.in_card_order())


def test_enrolment_is_refused_for_an_unknown_program_person_or_second_time():
    (person,) = admit()
    consent(person)
    with pytest.raises(NotFound):
        enrol(person.pk, program="gold", starts=DAY, by="x")
    with pytest.raises(NotFound):
        enrol(0, program="coir-shade", starts=DAY, by="x")
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    with pytest.raises(Conflict):
        enrol(person.pk, program="coir-shade", starts=LATER, by="x")
    with pytest.raises(Refused) as refused:
        enrol(person.pk, program="coir-shade", starts=DAY - timedelta(days=1), by="x")
    assert refused.value.code == "person-not-admitted"


def test_a_withdrawn_consent_ends_the_enrolment_first_and_costs_nothing_else():
    (person,) = admit()
    given = consent(person)
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    before = Person.objects.values().get()
    withdraw_consent(given, on=LATER, by="x")
    withdraw_consent(given, on=LATER, by="x")
    assert Enrolment.objects.get().last_day == Consent.objects.get().last_day == LATER - timedelta(days=1)
    assert [e.person_id for e in selectors.on_list("coir-shade", LATER - timedelta(days=1))] == [person.pk]
    assert not selectors.on_list("coir-shade", LATER)
    assert Person.objects.values().get() == before
    with pytest.raises(Refused):
        enrol(person.pk, program="coir-shade", starts=LATER, by="x")
    assert list(invariants.violations()) == []


def test_consent_and_enrolment_of_the_same_day_can_be_withdrawn_and_given_again():
    (person,) = admit()
    given = consent(person)
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    withdraw_consent(given, on=DAY, by="x")
    assert Enrolment.objects.get().during.isempty
    consent(person)
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    assert selectors.on_list("coir-shade", DAY).count() == 1


def test_an_enrolment_ends_from_a_day_on_and_leaves_the_consent():
    (person,) = admit()
    consent(person)
    row = enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    end_enrolment(row.pk, on=LATER, by="x")
    end_enrolment(row.pk, on=LATER + timedelta(days=9), by="x")
    assert Enrolment.objects.get().last_day == LATER - timedelta(days=1)
    assert Consent.objects.get().last_day is None
    with pytest.raises(NotFound):
        end_enrolment(0, on=LATER, by="x")
    with pytest.raises(NotFound):
        withdraw_consent(0, on=LATER, by="x")


def test_bases_count_the_days_themselves():
    convicted, remand, child = admit_three()
    place_in_assimilation(convicted.pk, on=LATER, by="x")
    with pytest.raises(Refused):
        place_in_assimilation(remand.pk, on=LATER, by="x")
    eve = LATER - timedelta(days=1)
    assert selectors.base_counts(DAY - timedelta(days=1)) == dict.fromkeys(selectors.BASES, 0)
    assert selectors.base_counts(eve) == {"all": 3, "convicted": 2, "eligible": 1, "assimilation": 0}
    assert selectors.base_counts(LATER)["assimilation"] == 1
    Person.objects.filter(pk=convicted.pk).update(sentenced_on=LATER)
    gone(convicted, LATER)
    assert selectors.base_counts(eve) == {"all": 3, "convicted": 1, "eligible": 0, "assimilation": 0}
    assert selectors.base_counts(LATER) == {"all": 2, "convicted": 1, "eligible": 0, "assimilation": 0}
    sixteen_months = child.adult_from
    assert selectors.base_counts(sixteen_months - timedelta(days=1))["eligible"] == 0
    assert selectors.base_ids(sixteen_months)["eligible"] == {child.pk}
    for day in (eve, LATER):
        assert {base: len(ids) for base, ids in selectors.base_ids(day).items()} == selectors.base_counts(day)
