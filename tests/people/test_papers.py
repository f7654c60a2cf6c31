"""Soft gates: each refuses with what is lacking, the head lets pass for days, the hard ones nobody does."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from psycopg2.extras import DateRange

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.library.selectors import adopted_programs
from programs.people import selectors
from programs.people.models import Assessment, Decision, Enrolment, NonAssociation, Override
from programs.people.services import (
    DecisionFacts,
    end_apart,
    end_decision,
    end_override,
    enrol,
    keep_apart,
    override_gate,
    record_assessment,
    record_decisions,
)
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, admit, clear, consent
from tests.people.test_gates import refused_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
LATER = DAY + timedelta(days=7)
REASON = "Pendampingan wali setiap hari"
FACTS = DecisionFacts("TPP-1", DAY, "SK-1", DAY)


@pytest.fixture(autouse=True)
def inside(program):
    with in_prison("IDM"):
        yield


def consented(count: int = 1, **facts):
    persons = admit(count, **facts)
    for person in persons:
        consent(person)
    return persons


def gate(person, code: str) -> selectors.Gate:
    return next(each for each in selectors.gates(person.pk, "coir-shade", DAY) if each.code == code)


def refusal_of(person, **facts) -> str:
    with pytest.raises(Refused) as refused:
        enrol(person.pk, program="coir-shade", starts=DAY, by="x", **facts)
    return refused.value.code


def test_everything_that_is_lacking_is_told_at_once():
    (person,) = consented(cleared=False)
    with pytest.raises(Refused) as refused:
        enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    assert refused.value.code == "gate-decision"
    assert "TPP" in refused.value.rule
    assert "sehat" in refused.value.rule
    assert not Enrolment.objects.exists()
    enrol(person.pk, program="coir-shade", purpose="training", starts=DAY, by="x")


def test_a_decision_for_many_is_recorded_once_and_an_earlier_one_ends():
    persons = admit(3, cleared=False)
    ids = [person.pk for person in persons]
    assert len(record_decisions(ids[:2], program="coir-shade", facts=FACTS, by="x")) == 2
    assert len(record_decisions(ids, program="coir-shade", facts=FACTS, by="x")) == 1
    assert [p.pk for p in selectors.without_decision("coir-shade", DAY)] == []
    with clock.at(MORNING + timedelta(days=7)):
        later = DecisionFacts("TPP-2", LATER, "SK-2", LATER)
        record_decisions(ids[:1], program="coir-shade", facts=later, by="x")
    new, old = selectors.decisions(ids[0])
    assert (new.decree_number, old.last_day) == ("SK-2", LATER - timedelta(days=1))
    end_decision(new.pk, on=DAY, by="x")
    with pytest.raises(NotFound):
        end_decision(old.pk, on=DAY, by="x", person=ids[1])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"board_number": " "}, "text-length"),
        ({"decree_number": "x" * 81}, "text-length"),
        ({"board_on": DAY + timedelta(days=1)}, "decree-order"),
        ({"decree_on": DAY + timedelta(days=1)}, "day-ahead"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(change, code):
    (person,) = admit(cleared=False)
    with pytest.raises(Refused) as refused:
        record_decisions([person.pk], program="coir-shade", facts=DecisionFacts(**{**vars(FACTS), **change}), by="x")
    assert refused.value.code == code
    with pytest.raises(NotFound):
        record_decisions([person.pk], program="gold", facts=FACTS, by="x")


def test_a_clearance_is_soft_when_it_ended_and_hard_when_unfit_or_never_given():
    (person,) = consented(cleared=False)
    assert (gate(person, "clearance").kind, gate(person, "clearance").is_passed) == ("hard", False)
    for level, passes in (("fit", True), ("light", True), ("unfit", False)):
        record_assessment(person.pk, kind="health", level=level, starts=DAY, expires=DAY, by="x")
        assert gate(person, "clearance").is_passed is passes
    assert gate(person, "clearance").kind == "hard"
    with pytest.raises(Refused) as refused:
        override_gate(person.pk, program="coir-shade", gate="clearance", reason=REASON, days=3, by="head")
    assert refused.value.code == "gate-hard"
    record_assessment(person.pk, kind="health", level="light", starts=DAY, expires=DAY, by="x")
    with clock.at(MORNING + timedelta(days=7)):
        (ended,) = [g for g in selectors.gates(person.pk, "coir-shade", LATER) if g.code == "clearance"]
        assert (ended.kind, ended.is_open) == ("soft", False)
        override_gate(person.pk, program="coir-shade", gate="clearance", reason=REASON, days=3, by="head")
        (ended,) = [g for g in selectors.gates(person.pk, "coir-shade", LATER) if g.code == "clearance"]
        assert ended.is_open


def test_high_risk_is_overridden_for_days_and_listed_when_that_ends():
    (person,) = consented()
    record_assessment(person.pk, kind="risk", level="very-high", starts=DAY, by="x")
    assert refusal_of(person) == "gate-risk"
    given = override_gate(person.pk, program="coir-shade", gate="risk", reason=REASON, days=5, by="head")
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")
    assert selectors.undecided(DAY) == []
    assert selectors.undecided(DAY + timedelta(days=4)) == []
    (listed,) = selectors.undecided(DAY + timedelta(days=5))
    assert (listed.override.pk, listed.enrolment.person_id) == (given.pk, person.pk)
    assert selectors.on_list("coir-shade", DAY + timedelta(days=5)).count() == 1
    end_override(given.pk, on=DAY, by="head")
    assert selectors.overrides_given(DAY, DAY) == 1
    record_assessment(person.pk, kind="risk", level="low", starts=DAY, by="x")
    assert selectors.undecided(DAY + timedelta(days=5)) == []
    assert [each.act for each in AuditEntry.objects.filter(act__contains="overrid").order_by("pk")] == [
        "gate.overridden",
        "override.ended",
    ]


def test_who_is_kept_apart_from_somebody_on_the_list_is_refused():
    first, second = consented(2)
    enrol(first.pk, program="coir-shade", starts=DAY, by="x")
    pair = keep_apart(second.pk, other=first.pk, reason="Berselisih", starts=DAY, by="x")
    assert refusal_of(second) == refusal_of(second, purpose="training") == "gate-association"
    assert first.card_number in gate(second, "association").detail
    assert selectors.non_associated([first.pk, second.pk], DAY) == [(first.pk, second.pk)]
    assert selectors.non_associated([first.pk], DAY) == []
    assert [each.other for each in selectors.kept_apart(first.pk)] == [second.pk]
    end_apart(pair.pk, on=DAY, by="x")
    enrol(second.pk, program="coir-shade", starts=DAY, by="x")


def test_two_are_kept_apart_once_and_nobody_from_oneself():
    first, second = admit(2)
    keep_apart(second.pk, other=first.pk, reason="x", starts=DAY, by="x")
    with pytest.raises(Conflict):
        keep_apart(first.pk, other=second.pk, reason="x", starts=DAY, by="x")
    for other, error in ((first.pk, Refused), (0, NotFound)):
        with pytest.raises(error):
            keep_apart(first.pk, other=other, reason="x", starts=DAY, by="x")
    with pytest.raises(Refused):
        keep_apart(first.pk, other=second.pk, reason=" ", starts=DAY, by="x")


def test_places_of_the_template_are_kept(monkeypatch):
    assert {each.code: each.places for each in adopted_programs("IDM")}["coir-shade"] == 200
    monkeypatch.setattr("programs.people.selectors.gate_facts.GateFacts.has_place", lambda facts, person: False)
    (person,) = consented()
    assert refusal_of(person) == "gate-places"
    override_gate(person.pk, program="coir-shade", gate="places", reason=REASON, days=30, by="head")
    enrol(person.pk, program="coir-shade", starts=DAY, by="x")


@pytest.mark.parametrize("hard", ["consent", "adult", "convicted", "everything"])
def test_nobody_overrides_a_hard_gate_by_the_service(hard):
    (person,) = (
        admit(born="2009-01-01") if hard == "adult" else admit(kind="tahanan") if hard == "convicted" else admit()
    )
    with pytest.raises(Refused) as refused:
        override_gate(person.pk, program="coir-shade", gate=hard, reason=REASON, days=5, by="head")
    assert refused.value.code == "gate-hard"
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"days": 31}, "override-days"),
        ({"days": 0}, "override-days"),
        ({"reason": "singkat"}, "text-length"),
        ({"gate": "decision"}, "gate-passed"),
    ],
)
def test_an_override_that_cannot_be_is_refused(change, code):
    (person,) = admit()
    record_assessment(person.pk, kind="risk", level="high", starts=DAY, by="x")
    facts = {"program": "coir-shade", "gate": "risk", "reason": REASON, "days": 5, **change}
    with pytest.raises(Refused) as refused:
        override_gate(person.pk, **facts, by="head")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"gate": "consent"}, "people_override_gate"),
        ({"gate": "adult"}, "people_override_gate"),
        ({"reason": "x"}, "people_override_reason"),
        ({"during": DateRange(DAY, DAY + timedelta(days=31))}, "people_override_short"),
        ({"during": DateRange(DAY, None)}, "people_override_short"),
    ],
)
def test_the_database_refuses_an_override_of_a_hard_gate_or_without_end(change, name):
    (person,) = admit()
    facts = {"program_code": "coir-shade", "gate": "risk", "reason": REASON, "given_by": "head"}
    facts["during"] = DateRange(DAY, DAY + timedelta(days=30))
    with refused_by(name):
        Override.objects.create(person=person, **{**facts, **change})
    Override.objects.create(person=person, **facts)
    with refused_by("people_override_once"):
        Override.objects.create(person=person, **facts)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"level": "wild"}, "people_assessment_level"),
        ({"kind": "health", "level": "fit"}, "people_assessment_expires"),
        ({"during": DateRange(DAY, None)}, "people_assessment_once"),
    ],
)
def test_the_database_refuses_a_finding_that_cannot_be(change, name):
    (person,) = admit()
    facts = {"kind": "risk", "level": "low", "during": DateRange(LATER, None), "recorded_by": "x", **change}
    with refused_by(name):
        Assessment.objects.create(person=person, **facts)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"board_number": ""}, "people_decision_numbered"),
        ({"board_on": LATER}, "people_decision_order"),
        ({}, "people_decision_once"),
    ],
)
def test_the_database_refuses_a_decision_that_cannot_be(change, name):
    (person,) = admit()
    facts = {"program_code": "coir-shade", **vars(FACTS), "during": DateRange(DAY, None), "recorded_by": "x"}
    with refused_by(name):
        Decision.objects.create(person=person, **{**facts, **change})


def test_the_database_refuses_a_pair_that_cannot_be():
    first, second = admit(2)
    facts = {"first": first, "second": second, "reason": "x", "during": DateRange(DAY, None), "recorded_by": "x"}
    NonAssociation.objects.create(**facts)
    with refused_by("people_nonassociation_once"):
        NonAssociation.objects.create(**facts)
    with refused_by("people_nonassociation_pair"):
        NonAssociation.objects.update(second=F("first"))
    with refused_by("people_nonassociation_reason"):
        NonAssociation.objects.update(reason="")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "health", "level": "fit"}, "expiry-missing"),
        ({"kind": "health", "level": "fit", "expires": DAY - timedelta(days=1)}, "expiry-order"),
        ({"kind": "health", "level": "fit", "expires": date(2029, 1, 1)}, "expiry-order"),
        ({"kind": "health", "level": "low"}, "level-unknown"),
        ({"kind": "mood", "level": "low"}, "level-unknown"),
        ({"kind": "risk", "level": "low", "note": "x" * 201}, "text-length"),
        ({"kind": "risk", "level": "low", "starts": date(2062, 1, 1)}, "day-too-far"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(facts, code):
    (person,) = admit()
    with pytest.raises(Refused) as refused:
        record_assessment(person.pk, **{"starts": DAY, **facts}, by="x")
    assert refused.value.code == code


def test_a_clearance_that_ends_within_thirty_days_is_listed():
    first, second, _third = admit(3)
    record_assessment(first.pk, kind="health", level="fit", starts=DAY, expires=DAY + timedelta(days=20), by="x")
    record_assessment(second.pk, kind="health", level="fit", starts=DAY, expires=DAY + timedelta(days=40), by="x")
    assert [p.pk for p in selectors.persons(DAY, clearance="soon")] == [first.pk]
    clear([first])
    assert [p.pk for p in selectors.persons(DAY, clearance="soon")] == []


def test_the_gates_of_many_are_read_in_few_queries(django_assert_max_num_queries):
    persons = admit(5)
    with django_assert_max_num_queries(12):
        met = selectors.gates_of(persons, "coir-shade", DAY)
    assert {tuple(g.code for g in gates if not g.is_open) for gates in met.values()} == {("consent",)}
