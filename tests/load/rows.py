"""Owns the cost of row-level security: an indexed read of one prison's rows among 600, with and without the policy."""

from collections.abc import Callable

from django.db import connection

from tenants.isolation.acting import acting_as, in_prison, owner_in
from tests import databases
from tests.load.figures import in_turns, row

FILL = """
INSERT INTO core_storedfile (id, purpose, prison_code, name, content_type, size, sha256, created)
SELECT gen_random_uuid(), 'bench', CASE WHEN n % 600 = 0 THEN 'IDM' ELSE 'X' || (n % 600) END, 'n', 't', 1, 'h', now()
FROM generate_series(1, 300000) n
"""
# the policy adds the condition that the owner has to write
AS_PRISON = "SELECT id, name, size, created FROM core_storedfile WHERE purpose = 'bench'"
AS_OWNER = f"{AS_PRISON} AND prison_code = 'IDM'"


def measure(database: str) -> list[list[str]]:
    """The same query as the prison (policy applied) and as the owner (none)."""
    databases.use("owner", database)
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(FILL)
        cursor.execute("ANALYZE core_storedfile")
        cursor.execute("GRANT sabut_prison_idm TO sabut_owner")
    try:
        # one login for both, so that only the policy differs
        secured, plain = in_turns(_reader(secured=True), _reader(secured=False), 1000)
    finally:
        with acting_as("owner"), connection.cursor() as cursor:
            cursor.execute("REVOKE sabut_prison_idm FROM sabut_owner")
    added = secured / plain
    return [
        row(
            "indexed read, 300,000 rows, 600 prisons",
            f"{secured:.2f} ms",
            f"{plain:.2f} ms without policy",
            added,
            "≤ 1.10",
            met=added <= 1.1,
        )
    ]


def _reader(*, secured: bool) -> Callable[[], None]:
    place, question = (in_prison, AS_PRISON) if secured else (owner_in, AS_OWNER)

    def read() -> None:
        with place("IDM"), connection.cursor() as cursor:
            cursor.execute(question)
            assert len(cursor.fetchall()) == 500

    return read
