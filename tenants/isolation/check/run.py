"""Owns the order of a check of the wall: register, catalogue, shared tables, real attempts."""

from django.db import connection

from tenants.isolation import wall
from tenants.isolation.acting import acting_as
from tenants.isolation.check.attempts import try_the_wall
from tenants.isolation.check.catalogue import compare_prisons
from tenants.isolation.check.findings import Findings
from tenants.isolation.check.shared_tables import compare_shared_tables
from tenants.models import Prison

PRISON_TABLES = """
SELECT DISTINCT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s) ORDER BY relname
"""


def check_isolation() -> Findings:
    """Compare the catalogue with what is declared and try the wall; changes nothing. The login is the app's."""
    findings = Findings()
    with acting_as("gate"):
        prisons = list(Prison.objects.order_by("code").values_list("code", "schema_name"))
        findings.schemas = findings.roles = len(prisons)
        compare_prisons(findings, wall.append_only())
        compare_shared_tables(findings)
        tables = _tables(prisons[0][1]) if prisons else []
    try_the_wall(findings, [code for code, _ in prisons], tables)
    return findings


def _tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(PRISON_TABLES, [schema])
        return [table for (table,) in cursor.fetchall()]
