"""Owns the server's roles and the rights on the database itself: made by the owner, once, idempotently."""

from django.db import connection

from core.access import SHARED_ROLES
from tenants.isolation.names import shared_role

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
CURRENT_PRISON = """
CREATE OR REPLACE FUNCTION public.current_prison() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT upper(substring(current_setting('role') from '_prison_([a-z0-9]+)$')) $$
"""


def prepare_database() -> None:
    """Make shared roles, extensions and `current_prison()`, and take away what PostgreSQL gives to everyone.

    Runs as the owner in every new or restored database: database rights are not copied. Safe to repeat.
    """
    with connection.cursor() as cursor:
        for role in SHARED_ROLES:
            create_role(cursor, shared_role(role))
            if role != "prison":
                grant_membership(cursor, shared_role(role), to=shared_role("app"))
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension} WITH SCHEMA public")
        for statement in _database_rights():
            cursor.execute(statement)


def _database_rights() -> list[str]:
    database = connection.ops.quote_name(connection.settings_dict["NAME"])
    owner, app, test = shared_role("owner"), shared_role("app"), shared_role("test")
    groups = ", ".join(shared_role(role) for role in SHARED_ROLES)
    logins = f"{app}, {test}" if _role_exists(test) else app
    return [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",  # TEMP goes with it
        f"GRANT CONNECT ON DATABASE {database} TO {logins}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {groups}",
        CURRENT_PRISON,
        "REVOKE ALL ON FUNCTION public.current_prison() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION public.current_prison() TO {groups}",
    ]


def create_role(cursor, name: str) -> None:  # type: ignore[no-untyped-def] # Django's cursor wrapper is untyped
    """Make a NOLOGIN role, or adopt the one that is there: roles belong to the server, not to the database."""
    cursor.execute(
        f"DO $$ BEGIN CREATE ROLE {name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )


def grant_membership(cursor, role: str, *, to: str) -> None:  # type: ignore[no-untyped-def] # as above
    """Grant a role unless it is granted: on PostgreSQL 16+ a repeated GRANT waits for every open one."""
    cursor.execute("SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole", [role, to])
    if cursor.fetchone() is None:
        cursor.execute(f"GRANT {role} TO {to}")


def _role_exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone() is not None
