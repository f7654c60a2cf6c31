"""Owns the real attempts: a prison's role tries the other prisons' schemas and shared rows, and must be refused."""

import random
from collections.abc import Sequence
from itertools import permutations

from django.db import DatabaseError, connection, transaction

from core.access import TableGrant
from tenants.isolation import names, wall
from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.base import SwitchFailed
from tenants.isolation.check.findings import Findings

SAMPLE = 40  # pairs tried for real; the catalogue is compared for all of them
FOREIGN = "ZZZZZZZZZZ"


def try_the_wall(findings: Findings, codes: Sequence[str], tables: Sequence[str]) -> None:
    """Try a sample of pairs (all when they are few), nobody, the gate, and a prison that does not exist."""
    pairs = list(permutations(codes, 2))
    for attacker, victim in random.Random(len(pairs)).sample(pairs, min(SAMPLE, len(pairs))):  # noqa: S311 - a sample
        _try_pair(findings, attacker, victim, tables)
    for code in codes[:SAMPLE]:
        with in_prison(code):
            for grant in wall.declared():
                if grant.rows == "parties":
                    _try_parties(findings, code, grant)
                elif grant.is_row_secured:
                    _try_rows(findings, code, grant)
    if codes:
        _try_from_outside(findings, codes[0], tables)
    _try_missing_role(findings)


def _try_pair(findings: Findings, attacker: str, victim: str, tables: Sequence[str]) -> None:
    with in_prison(attacker):
        for table in tables:
            target = f"{names.schema_of(victim)}.{table}"
            for statement in (f"SELECT 1 FROM {target} LIMIT 1", f"DELETE FROM {target}"):
                _expect_refusal(findings, names.role_of(attacker), target, statement)


def _try_rows(findings: Findings, code: str, grant: TableGrant) -> None:
    role, table = names.role_of(code), grant.table
    others = f"prison_code IS DISTINCT FROM '{code}'"
    for right in grant.rights("prison"):
        verb, _, columns = right.rstrip(")").partition("(")
        if verb == "select" and grant.rows == "own":
            _expect_no_rows(findings, role, table, f"SELECT 1 FROM {table} WHERE {others} LIMIT 1")
        elif verb == "insert":
            _expect_refusal(findings, role, table, f"INSERT INTO {table} (prison_code) VALUES ('{FOREIGN}')")
        elif verb == "update":
            column = columns.split(",")[0] or "prison_code"
            _expect_no_rows(findings, role, table, f"UPDATE {table} SET {column} = {column} WHERE {others} RETURNING 1")
        elif verb == "delete":
            _expect_no_rows(findings, role, table, f"DELETE FROM {table} WHERE {others} RETURNING 1")


def _try_parties(findings: Findings, code: str, grant: TableGrant) -> None:
    """Rows between two others are not seen; of one's own the other end's part, and what is over, cannot be changed."""
    role, table = names.role_of(code), grant.table
    others = f"'{code}' NOT IN (sender_code, receiver_code)"
    _expect_no_rows(findings, role, table, f"SELECT 1 FROM {table} WHERE {others} LIMIT 1")
    _expect_refusal(findings, role, table, f"UPDATE {table} SET content = NULL")
    _expect_refusal(findings, role, table, f"UPDATE {table} SET receiver_code = '{code}'")
    _expect_refusal(findings, role, table, f"DELETE FROM {table}")
    forged = f"INSERT INTO {table} (id, kind, sender_code, receiver_code, refusal, sent_at) VALUES "
    forged += f"(gen_random_uuid(), 'lot', '{FOREIGN}', '{code}', '', now())"
    _expect_refusal(findings, role, table, forged)
    for condition in (others, f"NOT ({grant.open})"):
        change = f"UPDATE {table} SET received_at = now(), sealed = NULL WHERE {condition} RETURNING 1"
        _expect_no_rows(findings, role, table, change)
    _expect_no_rows(
        findings, role, table, f"UPDATE {table} SET received_at = now() WHERE sender_code = '{code}' RETURNING 1"
    )
    _expect_no_rows(
        findings, role, table, f"UPDATE {table} SET recalled_at = now() WHERE receiver_code = '{code}' RETURNING 1"
    )


def _try_from_outside(findings: Findings, code: str, tables: Sequence[str]) -> None:
    for shared in ("gate", "relay", "storefront", "national"):
        with acting_as(shared):
            for table in tables[:5]:
                target = f"{names.schema_of(code)}.{table}"
                _expect_refusal(findings, names.shared_role(shared), target, f"SELECT 1 FROM {target} LIMIT 1")


def _try_missing_role(findings: Findings) -> None:
    if connection.in_atomic_block:
        return  # a failed switch closes the connection for good; the command runs outside a transaction
    try:
        with in_prison(FOREIGN), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        findings.leak("login", names.role_of(FOREIGN), "a role that does not exist could be entered")
    except SwitchFailed:
        findings.denied += 1


def _expect_refusal(findings: Findings, role: str, target: str, statement: str) -> None:
    try:
        attempt(statement)
    except DatabaseError:
        findings.denied += 1
    else:
        findings.leak(role, target, f"was not refused: {statement}")


def _expect_no_rows(findings: Findings, role: str, target: str, statement: str) -> None:
    try:
        reached = attempt(statement)
    except DatabaseError:
        reached = 0
    if reached:
        findings.leak(role, target, f"reached another prison's row: {statement}")
    else:
        findings.denied += 1


class _UndoneError(Exception):
    """Leaves the attempt's transaction without a trace."""


def attempt(statement: str) -> int:
    """Run a statement and undo it; returns how many rows it reached."""
    reached = 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            reached = len(cursor.fetchall()) if cursor.description else cursor.rowcount
            raise _UndoneError
    except _UndoneError:
        return reached
