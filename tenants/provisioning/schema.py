"""Owns the making of a prison's schema: role, grants, tables and history, inside the caller's transaction."""

from typing import Any

from django.db import connection

from core import clock
from tenants.isolation import names, wall
from tenants.isolation.roles import create_role, grant_membership
from tenants.provisioning import steps
from tenants.provisioning.rendering import RenderedMigration, rendered_schema


def create_schema(code: str) -> str:
    """Make schema and role of a prison and replay its DDL; returns the digest of the DDL.

    The caller acts as `owner_in(code)` inside a transaction: entirely or not at all. A role left by an earlier try
    is adopted. Raises django.db.ProgrammingError when the schema is there already.
    """
    schema, role = names.schema_of(code), names.role_of(code)
    rendered = rendered_schema()
    with connection.cursor() as cursor:
        create_role(cursor, role)
        steps.done("role")
        cursor.execute(f"CREATE SCHEMA {schema}")
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        cursor.execute(
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {names.shared_role('owner')} IN SCHEMA {schema} "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
        )
        steps.done("schema")
        for migration in rendered.migrations:
            replay(cursor, migration)
        limit_rights(cursor, code)
        steps.done("tables")
        grant_membership(cursor, role, to=names.shared_role("app"))
        # last: on PostgreSQL 16+ granting the group waits for every other open grant of it
        grant_membership(cursor, names.shared_role("prison"), to=role)
    return rendered.digest


def replay(cursor: Any, migration: RenderedMigration) -> None:
    """Run one rendered migration statement by statement (Citus takes no batches) and record it."""
    for statement in migration.statements:
        cursor.execute(statement)
    if migration.app:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", [*migration.key, clock.now()]
        )


def limit_rights(cursor: Any, code: str) -> None:
    """Take from the prison's role what it may not do in its own schema: rewrite history, change the ledger."""
    schema, role = names.schema_of(code), names.role_of(code)
    cursor.execute(f"REVOKE ALL ON {schema}.django_migrations FROM {role}")
    for table in wall.append_only():
        cursor.execute(f"REVOKE UPDATE, DELETE ON {schema}.{table} FROM {role}")
