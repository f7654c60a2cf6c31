"""Owns the fleet: which prison lacks which migration, and bringing each there, one after another, past failures."""

import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, transaction

from core import clock
from tenants.isolation import names
from tenants.isolation.acting import acting_as, owner_in
from tenants.models import FleetRun, Prison
from tenants.provisioning.rendering import RenderedMigration, rendered_schema
from tenants.provisioning.schema import limit_rights, replay
from tenants.selectors import by_code

LOCK_TIMEOUT = "3s"
TRIES = 3
RECYCLED_AFTER = 50  # a backend keeps every relation it has touched in memory: 1.9 MB a prison (measured)


@dataclass
class FleetResult:
    """What a fleet migration found and did; `failed` maps a prison's code to the reason."""

    prisons: int = 0
    current: int = 0
    migrated: list[str] = field(default_factory=list)
    pending: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def migrate_fleet(*, plan_only: bool = False, codes: Sequence[str] = ()) -> FleetResult:
    """Bring every prison (or the named ones) to this version's schema; with `plan_only` only tell what is missing.

    Each prison is one transaction with a lock time-out and its result is recorded; a failure is noted and the next
    prison follows. Run again it goes on where it stopped. The login is the owner's. Raises NotFound for an unknown code.
    """
    started, result, run = time.monotonic(), FleetResult(), uuid.uuid4()
    with acting_as("owner"):
        missing = missing_migrations([by_code(code).code for code in codes])
    result.prisons = len(missing)
    for position, (code, migrations) in enumerate(missing.items(), start=1):
        if not migrations:
            result.current += 1
        elif plan_only:
            result.pending[code] = [f"{m.app}.{m.name}" for m in migrations]
        else:
            _bring(code, migrations, run, result)
        if position % RECYCLED_AFTER == 0 and not connection.in_atomic_block:
            connection.close()
    result.seconds = round(time.monotonic() - started, 3)
    return result


def missing_migrations(codes: Sequence[str] = ()) -> dict[str, list[RenderedMigration]]:
    """For each prison the migrations its history lacks, in order; one query over all of them (150 ms at 631)."""
    wanted = [m for m in rendered_schema().migrations if m.app]
    prisons = Prison.objects.order_by("code")
    every = list((prisons.filter(code__in=codes) if codes else prisons).values_list("code", flat=True))
    applied = _applied(every)
    return {code: [m for m in wanted if m.key not in applied.get(code, set())] for code in every}


def _applied(codes: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    if not codes:
        return {}
    union = " UNION ALL ".join(
        f"SELECT '{code}', app, name FROM {names.schema_of(code)}.django_migrations" for code in codes
    )
    found: dict[str, set[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(union)
        for code, app, name in cursor.fetchall():
            found.setdefault(code, set()).add((app, name))
    return found


def _bring(code: str, migrations: list[RenderedMigration], run: uuid.UUID, result: FleetResult) -> None:
    error = next(_tries(code, migrations), "")
    with acting_as("owner"):
        FleetRun.objects.create(
            run=run,
            prison_code=code,
            at=clock.now(),
            error=error,
            applied=[] if error else [m.name for m in migrations],
        )
    if error:
        result.failed[code] = error
    else:
        result.migrated.append(code)


def _tries(code: str, migrations: list[RenderedMigration]) -> Iterator[str]:
    """Yields the last error when every try failed; a lock held by a busy workshop is worth another try."""
    error = ""
    for _ in range(TRIES):
        try:
            with owner_in(code), transaction.atomic(), connection.cursor() as cursor:
                _replay_all(cursor, code, migrations)
        except DatabaseError as caught:
            error = str(caught).strip().splitlines()[0]
        else:
            return
    yield error


def _replay_all(cursor: Any, code: str, migrations: list[RenderedMigration]) -> None:
    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    for migration in migrations:
        replay(cursor, migration)
    limit_rights(cursor, code)
