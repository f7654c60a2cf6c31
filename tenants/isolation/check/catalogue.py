"""Owns the comparison of PostgreSQL's catalogue with what is declared: all roles, all schemas, all pairs."""

from typing import Any

from django.db import connection

from core.access import SHARED_ROLES
from tenants.isolation.check.findings import Findings
from tenants.isolation.names import shared_role

# who may use or create in which prison's schema; the owner's own role is left out
SCHEMA_RIGHTS = """
SELECT r.rolname, n.nspname, p.kind FROM pg_roles r CROSS JOIN pg_namespace n
CROSS JOIN (VALUES ('USAGE'), ('CREATE')) AS p(kind)
WHERE r.rolname LIKE %(prefix)s AND r.rolname NOT IN (%(owner)s, %(test)s) AND n.nspname LIKE 'prison\\_%%'
  AND has_schema_privilege(r.oid, n.oid, p.kind)
  AND NOT (p.kind = 'USAGE' AND r.rolname = %(group)s || '_' || substr(n.nspname, 8))
"""
# grants on tables of a prison's schema to anyone but its own role and the owner
TABLE_RIGHTS = """
SELECT DISTINCT a.grantee::regrole::text, n.nspname || '.' || c.relname, a.privilege_type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a
WHERE n.nspname LIKE 'prison\\_%%' AND a.grantee::regrole::text NOT IN (%(owner)s, %(group)s || '_' || substr(n.nspname, 8))
"""
APPEND_ONLY_RIGHTS = """
SELECT r.rolname, n.nspname || '.' || c.relname, p.kind
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_roles r ON r.rolname = %(group)s || '_' || substr(n.nspname, 8)
CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p(kind)
WHERE n.nspname LIKE 'prison\\_%%' AND c.relname = ANY(%(append_only)s) AND has_table_privilege(r.oid, c.oid, p.kind)
"""
ATTRIBUTES = """
SELECT rolname FROM pg_roles WHERE rolname LIKE %(prefix)s AND rolname NOT IN (%(owner)s, %(test)s)
AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR (rolcanlogin AND rolname <> %(app)s))
"""
MEMBERSHIPS = """
SELECT m.rolname, g.rolname FROM pg_auth_members a
JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid
WHERE m.rolname LIKE %(prefix)s AND m.rolname NOT IN (%(owner)s, %(test)s)
"""


def compare_prisons(findings: Findings, append_only: tuple[str, ...]) -> None:
    """Every role against every prison's schema and its tables, and every role's attributes and memberships."""
    facts = {**_names(), "append_only": list(append_only)}
    for role, schema, kind in _rows(SCHEMA_RIGHTS, facts):
        findings.leak(role, schema, f"holds {kind} on the schema")
    for role, table, kind in _rows(TABLE_RIGHTS, facts):
        findings.leak(role, table, f"was granted {kind}")
    for role, table, kind in _rows(APPEND_ONLY_RIGHTS, facts):
        findings.leak(role, table, f"holds {kind} on an append-only table")
    for (role,) in _rows(ATTRIBUTES, facts):
        findings.leak(
            role, "server", "has an attribute that goes round the wall (superuser, BYPASSRLS, CREATEROLE, LOGIN)"
        )
    for member, group in _rows(MEMBERSHIPS, facts):
        if not _may_be_member(member, group, facts):
            findings.leak(member, group, "is a member")
    _compare_login(findings, facts)


def _may_be_member(member: str, group: str, facts: dict[str, Any]) -> bool:
    if member == facts["app"]:
        return group.startswith(f"{facts['group']}_") or group in {
            shared_role(r) for r in SHARED_ROLES if r != "prison"
        }
    return member.startswith(f"{facts['group']}_") and group == facts["group"]


def _compare_login(findings: Findings, facts: dict[str, Any]) -> None:
    """The login may become a role, never inherit one; 16+ keeps that per grant, 15 per role."""
    inherits = "SELECT rolname FROM pg_roles WHERE rolname = %(app)s AND rolinherit"
    if _rows(
        "SELECT 1 FROM pg_attribute WHERE attrelid = 'pg_auth_members'::regclass AND attname = 'inherit_option'", {}
    ):
        inherits = "SELECT g.rolname FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid WHERE a.member = %(app)s::regrole AND a.inherit_option"
    for (role,) in _rows(inherits, facts):
        findings.leak(facts["app"], role, "inherits rights without switching")


def _names() -> dict[str, Any]:
    short = {"owner": "owner", "app": "app", "test": "test", "group": "prison"}
    prefix = shared_role("").replace("_", r"\_") + "%"
    return {"prefix": prefix, **{key: shared_role(role) for key, role in short.items()}}


def _rows(sql: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())
