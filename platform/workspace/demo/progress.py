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
# until the first release migrations may be rewritten, which no database survives
MIGRATIONS = ("*/*/migrations/*.py", "tenants/migrations/*.py")
# whatever preparation brings into the database, the catalogues or the static files comes from one of these
SOURCE = tuple(f"{folder}/**/*" for folder in ("platform", "tenants", "programs", "marketplace", "api", "locale"))


class State(Enum):
    """How far a seeding came, and whether the product has changed since."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    OUTDATED = "outdated"
    CHANGED = "changed"
    SEEDED = "seeded"


def state_of_the_demonstration() -> State:
    """What an earlier start left behind; the caller acts as the owner, and the tables may not be there yet."""
    if "core_auditentry" not in connection.introspection.table_names():
        return State.EMPTY
    left = audit.latest_detail(SEEDED)
    if left is None:
        return State.UNFINISHED if _has_prisons() else State.EMPTY
    if left["migrations"] != digest_of(MIGRATIONS):
        return State.OUTDATED
    return State.SEEDED if left["source"] == digest_of(SOURCE) else State.CHANGED


def mark_seeded() -> None:
    """Note that the seeding came to its end, or was brought to this version, and what the product was made of."""
    audit.record(SEEDED, by="demo", subject="demo", migrations=digest_of(MIGRATIONS), source=digest_of(SOURCE))


def digest_of(shapes: tuple[str, ...]) -> str:
    """Hash of the names and contents of the product's files of some shapes."""
    digest = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    for path in sorted(path for shape in shapes for path in root.glob(shape) if path.is_file()):
        if "__pycache__" not in path.parts and path.suffix != ".mo":
            digest.update(str(path.relative_to(root)).encode())
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
