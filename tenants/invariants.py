"""Owns the rule that no prison is half there: register row, host, schema with its tables, and role come together."""

from collections.abc import Iterator

from django.db import connection

from tenants.isolation import names, wall
from tenants.models import Domain, Prison

ROLE = "gate"
CHECKS = ("prison-has-schema", "prison-has-role", "prison-has-host", "schema-has-tables", "schema-has-prison")
TABLES = (
    "SELECT n.nspname, array_agg(c.relname::text) FROM pg_namespace n LEFT JOIN pg_class c"
    " ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p') WHERE n.nspname LIKE 'prison\\_%%' GROUP BY n.nspname"
)
ROLES = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s"


def violations() -> Iterator[str]:
    """What is in the register and not in the database, or the other way round; reads catalogues, no prison's rows."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        schemas = {schema: set(tables or ()) for schema, tables in cursor.fetchall()}
        cursor.execute(ROLES, [f"{names.shared_role('prison')}\\_%"])
        roles = {role for (role,) in cursor.fetchall()}
    hosts = set(Domain.objects.filter(is_primary=True).values_list("tenant_id", flat=True))
    prisons = list(Prison.objects.order_by("code"))
    for prison in prisons:
        yield from _of_prison(prison, schemas, roles, hosts)
    for schema in sorted(schemas.keys() - {prison.schema_name for prison in prisons}):
        yield f"schema-has-prison: {schema} has no row in the register"


def _of_prison(prison: Prison, schemas: dict[str, set[str]], roles: set[str], hosts: set[str]) -> Iterator[str]:
    if prison.schema_name not in schemas:
        yield f"prison-has-schema: {prison.code} has no schema {prison.schema_name}"
    elif missing := {*wall.append_only(), "django_migrations"} - schemas[prison.schema_name]:
        yield f"schema-has-tables: {prison.schema_name} lacks {', '.join(sorted(missing))}"
    if prison.role_name not in roles:
        yield f"prison-has-role: {prison.code} has no role {prison.role_name}"
    if prison.code not in hosts:
        yield f"prison-has-host: {prison.code} has no primary host"
