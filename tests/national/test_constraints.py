"""What the database refuses about observations and targets, and what each role may do with them."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from national import invariants
from national.models import Observation, Target
from tenants.isolation.acting import acting_as, in_prison
from tests.national.making import publish_row

pytestmark = pytest.mark.django_db


def refused(constraint: str, model, **facts) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**facts)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("national_observation_once", {}),
        ("national_observation_counts", {"numerator": -1}),
        ("national_observation_counts", {"denominator": -1}),
        ("national_observation_period", {"period": "2026-13"}),
        ("national_observation_period", {"period": "26-10"}),
    ],
)
def test_an_observation_counts_something_in_a_month_once(constraint, changes):
    facts = {"prison_code": "IDM", "indicator": "sales", "period": "2026-10", "numerator": 1, "denominator": 1}
    with in_prison("IDM"):
        if not changes:
            Observation.objects.create(**facts)
        refused(constraint, Observation, **{**facts, **changes})


@pytest.mark.parametrize(
    ("constraint", "share"),
    [("national_target_share", 0), ("national_target_share", 1.1), ("national_target_once", 0.7)],
)
def test_a_target_is_a_share_and_the_only_one(constraint, share):
    facts = {"indicator": "sales", "status": "reported", "source": "s", "as_of": "2026"}
    with acting_as("owner"):
        if constraint == "national_target_once":
            Target.objects.create(share=0.5, **facts)
        refused(constraint, Target, share=share, **facts)


def test_nobody_deletes_an_observation_and_only_its_prison_writes_it():
    publish_row("IDM", 1, 1)
    with in_prison("IDM"), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Observation.objects.all()._raw_delete("default")
    with acting_as("national"):
        assert Observation.objects.count() == 1
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            Observation.objects.update(numerator=9)
    with acting_as("storefront"), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Observation.objects.count()


@pytest.mark.parametrize(
    ("check", "row"),
    [
        ("known-indicator", {"indicator": "happiness"}),
        ("share-of-its-base", {"numerator": 2}),
        ("month-has-begun", {"period": "2099-01"}),
        ("running-month-is-not-final", {"period": "2099-01"}),
    ],
)
def test_observations_that_make_no_sense_are_found(check, row):
    facts = {"numerator": 1, "denominator": 1, **row}
    publish_row(
        "IDM", facts.pop("numerator"), facts.pop("denominator"), facts.pop("indicator", "participation-all"), **facts
    )
    with acting_as(invariants.ROLE):
        assert check in {violation.split(":")[0] for violation in invariants.violations()}


def test_an_observation_of_no_prison_is_found():
    with acting_as("owner"):
        Observation.objects.create(prison_code="ZZZ", indicator="sales", period="2025-10", numerator=1, denominator=1)
    with acting_as(invariants.ROLE):
        assert [violation.split(":")[0] for violation in invariants.violations()] == ["known-prison"]
