"""Owns the cost of a new prison: our replay beside stock `migrate`, among few prisons and among hundreds."""

import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction

from tenants.isolation.acting import acting_as
from tenants.provisioning.rendering import rendered_schema
from tenants.services import create_prison
from tests import databases
from tests.load.figures import row

FEW, MANY, SAMPLE = 10, 300, 20


def measure(database: str) -> list[list[str]]:
    """Median seconds of twenty provisionings from 10 and from 300 prisons on, and of three stock ones."""
    databases.use("owner", database)
    rendered_schema()
    stock = statistics.median(_stock(n) for n in range(3))
    numbers = iter(range(10, 1000))
    for _ in range(FEW):  # also warms caches and plans
        _replayed(next(numbers))
    first = [_replayed(next(numbers)) for _ in range(SAMPLE)]
    for _ in range(MANY - FEW - SAMPLE):
        _replayed(next(numbers))
    last = [_replayed(next(numbers)) for _ in range(SAMPLE)]
    few, many = statistics.median(first), statistics.median(last)
    return [
        row(
            "onboarding against stock migrate",
            f"{few:.3f} s",
            f"{stock:.3f} s stock",
            stock / few,
            "≥ 5",
            met=stock / few >= 5,
        ),
        row(
            "onboarding at 300 prisons",
            f"{many:.3f} s",
            f"{few:.3f} s at 10",
            many / few,
            "0.8 to 1.2",
            met=many / few <= 1.2,
        ),
        row("onboarding, database time", f"{many:.3f} s", "", None, "≤ 0.5 s", met=many <= 0.5),
    ]


def _replayed(number: int) -> float:
    started = time.perf_counter()
    with acting_as("owner"), transaction.atomic():
        create_prison(
            f"B{number}",
            name=f"Bench {number}",
            kind="lapas",
            prison_class="I",
            province_code="32",
            slug=f"b{number}",
            by="bench",
        )
    return time.perf_counter() - started


def _stock(number: int) -> float:
    schema = f"prison_stock{number}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
    started = time.perf_counter()
    call_command("migrate_schemas", schema_name=schema, verbosity=0, interactive=False)
    return time.perf_counter() - started
