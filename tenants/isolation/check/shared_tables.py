"""Owns the comparison of public tables with `grants.py`: rights, columns, row security and policies, to the letter."""

import re

from django.db import connection

from core.access import SHARED_ROLES, TableGrant
from tenants.isolation import wall
from tenants.isolation.check.findings import Findings
from tenants.isolation.names import shared_role

GRANTED = """
SELECT a.grantee::regrole::text, c.relname, lower(a.privilege_type), ''
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p') AND a.grantee <> c.relowner
UNION ALL
SELECT a.grantee::regrole::text, c.relname, lower(a.privilege_type), t.attname
FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN LATERAL aclexplode(t.attacl) a
WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
"""
POLICIES = """
SELECT tablename, policyname, cmd, (SELECT string_agg(r, ',' ORDER BY r) FROM unnest(roles::text[]) r), coalesce(qual, ''), coalesce(with_check, '')
FROM pg_policies WHERE schemaname = 'public'
"""
SECURED = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
OURS = re.compile(r"(\w+) = \(SELECT current_prison\(\)\)")


def compare_shared_tables(findings: Findings) -> None:
    """Both ways: a right, policy or row security too many is a leak, one too few a broken wall."""
    declared = wall.declared()
    _differences(findings, _declared_rights(declared), set(_rows(GRANTED)), "right")
    secured: set[tuple[str, ...]] = {(grant.table,) for grant in declared if grant.is_row_secured}
    _differences(findings, secured, set(_rows(SECURED)), "row security")
    _differences(findings, _declared_policies(declared), set(_rows(POLICIES)), "policy")


def _declared_rights(declared: tuple[TableGrant, ...]) -> set[tuple[str, ...]]:
    rights: set[tuple[str, ...]] = set()
    for grant in declared:
        for role in SHARED_ROLES:
            for right in grant.rights(role):
                verb, _, columns = right.rstrip(")").partition("(")
                for column in columns.split(","):
                    rights.add((shared_role(role), grant.table, verb, column.strip()))
    return rights


def _declared_policies(declared: tuple[TableGrant, ...]) -> set[tuple[str, ...]]:
    expected: set[tuple[str, ...]] = set()
    for grant in declared:
        if grant.is_row_secured:
            for name, command, roles, condition in wall.policies(grant):
                using, checked = _conditions(condition)
                expected.add((grant.table, name, command, ",".join(sorted(roles.split(", "))), using, checked))
    return expected


def _conditions(condition: str) -> tuple[str, str]:
    """The two conditions as PostgreSQL prints them."""
    using, _, checked = condition.partition("WITH CHECK ")
    return _printed(using.removeprefix("USING ").strip()), _printed(checked.strip())


def _printed(condition: str) -> str:
    return (
        "true"
        if condition == "(true)"
        else OURS.sub(r"(\1)::text = ( SELECT current_prison() AS current_prison)", condition)
    )


def _differences(findings: Findings, wanted: set[tuple[str, ...]], found: set[tuple[str, ...]], what: str) -> None:
    for extra in sorted(found - wanted):
        findings.leak(extra[0], " ".join(filter(None, extra[1:])) or "public", f"{what} that is not declared")
    for lacking in sorted(wanted - found):
        findings.leak(lacking[0], " ".join(filter(None, lacking[1:])) or "public", f"{what} declared but missing")


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()]
