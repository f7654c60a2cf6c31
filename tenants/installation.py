"""Owns bringing the public schema to this version: roles, migrations, rights, reference data."""

from django.core.management import call_command

from tenants.isolation import roles, wall
from tenants.isolation.acting import acting_as
from tenants.services import load_reference


def prepare_public(verbosity: int = 0) -> None:
    """Make or update everything in public. Runs as the owner; safe to repeat, and the same after a restore."""
    with acting_as("owner"):
        roles.prepare_database()
        call_command("migrate_schemas", schema_name="public", verbosity=verbosity, interactive=False)
    with acting_as("owner"):
        wall.build()
        load_reference()
