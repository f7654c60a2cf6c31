"""Owns what tests of the wall need: one more prison that must see nothing, and everything that lies in public."""

from collections.abc import Callable

from django.db import connection

from core.errors import DomainError
from core.logins import become_app, become_owner
from tenants.isolation.acting import acting_as
from tenants.services import create_prison


def coded(code: str) -> Callable[[DomainError], bool]:
    """For `pytest.raises(..., check=coded("person-held"))`: the code, whatever language the rule is told in."""
    return lambda error: error.code == code


def third_prison(code: str) -> None:
    """Make a prison in the test's own transaction; a test that commits logs in as the owner meanwhile, like the command."""
    commits = not connection.in_atomic_block
    if commits:
        become_owner()
    facts = {"name": f"Lapas Contoh {code}", "kind": "lapas", "prison_class": "IIB", "province_code": "32"}
    with acting_as("owner"):
        create_prison(code, **facts, slug=f"contoh-{code.lower()}", by="system")
    if commits:
        become_app()


def rows_of_public() -> str:
    """Every row of every public table as text, as the owner sees it."""
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        rows = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)
