"""An adoption without its version, and a ready application without its prison, are found."""

from datetime import date

import pytest

from core import clock
from programs.library import invariants as of_library
from programs.library.models import Adoption
from programs.replication import invariants as of_replication
from programs.replication.models import Application
from tenants.isolation.acting import acting_as
from tests.replication.cirebon import CIREBON

pytestmark = pytest.mark.django_db


def test_the_cast_breaks_no_rule() -> None:
    with acting_as("national"):
        assert [*of_library.violations(), *of_replication.violations()] == []


def test_an_adoption_of_nothing_is_found() -> None:
    with acting_as("owner"):
        facts = {
            "template_code": "indramayu",
            "version_number": 9,
            "program_code": "gold",
            "adopted_on": date(2026, 1, 1),
        }
        Adoption.objects.create(prison_code="IDM", **facts)
    with acting_as("national"):
        assert list(of_library.violations()) == ["adoption-has-version: IDM indramayu@9/gold"]


def test_a_ready_application_without_a_prison_is_found() -> None:
    with acting_as("owner"):
        now = clock.now()
        Application.objects.create(**CIREBON.facts(), submitted_by="x", approved_at=now, provisioned_at=now)
    with acting_as("national"):
        assert list(of_replication.violations()) == ["ready-application-has-prison: CRB is not in the register"]
