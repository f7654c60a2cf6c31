"""Owns the cost of the national pages: 600 prisons with twelve months of observations, as the office meets them."""

import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import Client

from tenants.isolation.acting import acting_as
from tests import databases
from tests.cast import address
from tests.conftest import sign_in
from tests.load.figures import row
from tests.national.making import PERIOD, many_prisons

PRISONS, RUNS, GOAL_MS = 600, 40, 60
PAGES = {
    "national overview": "/national/",
    "national indicator": f"/national/indikator/participation-all/?period={PERIOD}",
    "national prison": f"/national/lapas/P0001/?period={PERIOD}",
}


def measure(database: str) -> list[list[str]]:
    """The 95th percentile of whole requests of each page, in this process, after two to warm up."""
    databases.use("test", database)
    many_prisons(PRISONS)
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE national_observation")  # as the server does by itself once rows have come
    client = Client(headers={"host": settings.BASE_HOST})
    sign_in(client, address("analyst"))
    return [_row(what, client, path) for what, path in PAGES.items()]


def _row(what: str, client: Client, path: str) -> list[str]:
    size = len(client.get(path).content)
    times = sorted(_ms(client, path) for _ in range(RUNS + 1))[:-1]
    p95, middle = statistics.quantiles(times, n=20)[-1], statistics.median(times)
    measured, beside = f"{p95:.0f} ms p95", f"{middle:.0f} ms median, {size / 1024:.0f} kB of text"
    return row(f"{what} of {PRISONS} prisons", measured, beside, None, f"≤ {GOAL_MS} ms", met=p95 <= GOAL_MS)


def _ms(client: Client, path: str) -> float:
    started = time.perf_counter()
    assert client.get(path).status_code == 200
    return (time.perf_counter() - started) * 1000
