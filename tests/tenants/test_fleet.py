"""The fleet follows a new version one prison after another, past failures, and resumes."""

import re
from importlib import import_module

import pytest
from django.db import connection

from tenants.isolation.acting import acting_as, owner_in
from tenants.models import FleetRun
from tenants.provisioning.fleet import migrate_fleet

pytestmark = pytest.mark.django_db

CHAIN = import_module("programs.workshop.migrations.0002_chain").Migration.operations
# the constraints that 0002_chain adds, so that a prison can be taken back to before it
KEYS = [name for each in CHAIN for name in re.findall(r"ADD CONSTRAINT (\w+)", each.sql)]


def age(code: str) -> None:
    """Take the prison back to before workshop.0002_chain."""
    with owner_in(code), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'workshop' AND name = '0002_chain'")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE conname = ANY(%s) AND connamespace = %s::regnamespace",
            [KEYS, f"prison_{code.lower()}"],
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def test_a_fleet_that_is_current_has_nothing_to_do() -> None:
    result = migrate_fleet()
    assert (result.prisons, result.current, result.migrated, result.failed) == (2, 2, [], {})


def test_a_plan_tells_what_is_missing_and_changes_nothing() -> None:
    age("GRT")
    assert migrate_fleet(plan_only=True).pending == {"GRT": ["workshop.0002_chain"]}
    assert migrate_fleet(plan_only=True).pending == {"GRT": ["workshop.0002_chain"]}


def test_a_prison_that_fails_is_recorded_and_the_others_go_on_then_it_resumes() -> None:
    age("GRT")
    age("IDM")
    with owner_in("GRT"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workshop_inspection RENAME COLUMN produced TO produced_x")
    result = migrate_fleet()
    assert result.migrated == ["IDM"]
    assert list(result.failed) == ["GRT"]
    with acting_as("owner"):
        assert FleetRun.objects.get(prison_code="GRT").error
        assert FleetRun.objects.get(prison_code="IDM").applied == ["0002_chain"]
    with owner_in("GRT"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workshop_inspection RENAME COLUMN produced_x TO produced")
    again = migrate_fleet()
    assert (again.current, again.migrated, again.failed) == (1, ["GRT"], {})
