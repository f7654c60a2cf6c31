"""Owns whether the demonstration is seeded: entirely, not at all, or cut short or outdated, which begins it afresh."""

import hashlib
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction

from core import audit
from tenants.isolation.acting import acting_as

SEEDED = "demo.seeded"


class State(Enum):
    """How far a seeding came."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    OUTDATED = "outdated"
    SEEDED = "seeded"


def state_of_the_demonstration() -> State:
    """What an earlier start left behind; the caller acts as the owner, and the tables may not be there yet."""
    if "core_auditentry" not in connection.introspection.table_names():
        return State.EMPTY
    seeded_with = audit.latest_detail(SEEDED)
    if seeded_with is None:
        return State.UNFINISHED if _has_prisons() else State.EMPTY
    return State.SEEDED if seeded_with == {"migrations": migrations_digest()} else State.OUTDATED


def mark_seeded() -> None:
    """Note that the seeding came to its end, and with which migrations."""
    audit.record(SEEDED, by="demo", subject="demo", migrations=migrations_digest())


def migrations_digest() -> str:
    """Hash of the product's migrations: until the first release they may be rewritten, which no database survives."""
    digest = hashlib.sha256()
    for path in sorted(Path(settings.BASE_DIR).glob("*/*/migrations/*.py")) + sorted(
        Path(settings.BASE_DIR).glob("tenants/migrations/*.py")
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _has_prisons() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname LIKE 'prison\\_%')")
        return bool(cursor.fetchone()[0])


def start_afresh() -> None:
    """Remove everything from the embedded database, which holds nothing but the demonstration.

    The login is the owner's. Raises CommandError for a database of one's own.
    """
    with acting_as("owner"):
        if not settings.EMBEDDED:
            raise CommandError("This database was seeded by another version: give the demo an empty one.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'prison\\_%'")
            for (schema,) in cursor.fetchall():
                cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(schema)} CASCADE")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
