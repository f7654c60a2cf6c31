"""Owns whether the demonstration is seeded: entirely, not at all, or cut short, which begins it afresh."""

from collections.abc import Collection
from enum import Enum

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction

from core import audit
from tenants.isolation import names
from tenants.isolation.acting import acting_as
from tenants.selectors import by_code, every_code

SEEDED = "demo.seeded"


class State(Enum):
    """How far a seeding came."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    SEEDED = "seeded"


def state_of_the_demonstration(codes: Collection[str]) -> State:
    """What an earlier start left behind; the caller acts as the owner."""
    if audit.happened(SEEDED):
        return State.SEEDED
    return State.UNFINISHED if set(codes) & set(every_code()) else State.EMPTY


def mark_seeded() -> None:
    """Note that the seeding came to its end."""
    audit.record(SEEDED, by="demo", subject="demo")


def start_afresh() -> None:
    """Remove everything from the embedded database, which holds nothing but the demonstration.

    The login is the owner's. Raises CommandError for a database of one's own, or when a prison is not an example.
    """
    with acting_as("owner"):
        codes = every_code()
        if not settings.EMBEDDED or not all(by_code(code).is_demo for code in codes):
            raise CommandError("This database holds more than the demonstration: give the demo an empty one.")
        with transaction.atomic(), connection.cursor() as cursor:
            for code in codes:
                cursor.execute(f"DROP SCHEMA {names.schema_of(code)} CASCADE")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
