"""Owns the wall in public: rights and row policies, declared per app in `grants.py`, applied here, compared by the check."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import connection, transaction

from core.access import SHARED_ROLES, TableGrant
from tenants.isolation.names import shared_role

OWN_ROWS = "prison_code = (SELECT current_prison())"
SENT = "sender_code = (SELECT current_prison())"
COMING = "receiver_code = (SELECT current_prison())"


def declared() -> tuple[TableGrant, ...]:
    """Every declaration of the shared apps."""
    return tuple(grant for app in _with_grants(settings.SHARED_APPS) for grant in import_module(f"{app}.grants").GRANTS)


def append_only() -> tuple[str, ...]:
    """Tables of a prison's schema that its role may read and extend, never change."""
    return tuple(
        table for app in _with_grants(settings.TENANT_APPS) for table in import_module(f"{app}.grants").APPEND_ONLY
    )


def _with_grants(apps: list[str]) -> Iterator[str]:
    packages = (app.partition(".apps.")[0] for app in apps)  # an app may be named by its AppConfig
    return (package for package in packages if find_spec(f"{package}.grants"))


def build() -> None:
    """Bring rights and policies of all public tables to what is declared; whatever is not declared is taken away.

    Runs as the owner after each migration of public, in one transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        groups = ", ".join(shared_role(role) for role in SHARED_ROLES)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {groups}, PUBLIC")
        for grant in declared():
            for statement in statements(grant):
                cursor.execute(statement)


def statements(grant: TableGrant) -> list[str]:
    """The SQL of one declaration."""
    rights = [
        f"GRANT {right} ON {grant.table} TO {shared_role(role)}"
        for role in SHARED_ROLES
        for right in grant.rights(role)
    ]
    if not grant.is_row_secured:
        return [*rights, f"ALTER TABLE {grant.table} DISABLE ROW LEVEL SECURITY"]
    drops = [f"DROP POLICY IF EXISTS {name} ON {grant.table}" for name in POLICIES]
    creates = [
        f"CREATE POLICY {name} ON {grant.table} FOR {command} TO {roles} {condition}"
        for name, command, roles, condition in policies(grant)
    ]
    return [*rights, f"ALTER TABLE {grant.table} ENABLE ROW LEVEL SECURITY", *drops, *creates]


POLICIES = (
    "shared",
    "read_all",
    "own_select",
    "own_insert",
    "own_update",
    "own_delete",
    "party_select",
    "party_insert",
    "sender_update",
    "receiver_update",
)


def policies(grant: TableGrant) -> Iterator[tuple[str, str, str, str]]:
    """Name, command, roles and condition of each policy of a row-secured table.

    One policy per command for prisons: reading may be open (`USING (true)`, so that full-text and trigram indexes are
    used), writing reaches own rows only. Other roles are limited by their grants, not by rows.
    """
    prison = shared_role("prison")
    others = [shared_role(role) for role in SHARED_ROLES if role != "prison" and grant.rights(role)]
    if others:
        yield "shared", "ALL", ", ".join(others), "USING (true) WITH CHECK (true)"
    if grant.rows == "parties":
        yield from _between(grant, prison)
        return
    commands = {right.split("(")[0] for right in grant.rights("prison")}
    if "select" in commands:
        everything = grant.rows == "read-all"
        name, condition = ("read_all", "true") if everything else ("own_select", OWN_ROWS)
        yield name, "SELECT", prison, f"USING ({condition})"
    if "insert" in commands:
        yield "own_insert", "INSERT", prison, f"WITH CHECK ({OWN_ROWS})"
    if "update" in commands:
        yield "own_update", "UPDATE", prison, f"USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})"
    if "delete" in commands:
        yield "own_delete", "DELETE", prison, f"USING ({OWN_ROWS})"


def _between(grant: TableGrant, prison: str) -> Iterator[tuple[str, str, str, str]]:
    """The policies of a table whose rows lie between two prisons: sent once by one, ended once by either."""
    yield "party_select", "SELECT", prison, f"USING (({SENT}) OR ({COMING}))"
    yield "party_insert", "INSERT", prison, f"WITH CHECK (({SENT}) AND ({grant.open}))"
    for name, own, change in (
        ("sender_update", SENT, grant.by_sender),
        ("receiver_update", COMING, grant.by_receiver),
    ):
        yield name, "UPDATE", prison, f"USING (({own}) AND ({grant.open})) WITH CHECK (({own}) AND ({change}))"
