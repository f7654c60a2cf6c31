"""Owns the cost of the three pages people meet first: queries, processor time, bytes on the wire, and the largest paint on a slow line."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from http.cookies import SimpleCookie
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import CDPSession, Page, sync_playwright

from accounts.models import Account
from core import clock
from programs.people.models import Person
from programs.people.services import enrol
from programs.workshop.services import open_session
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests import databases
from tests.browser.conftest import QUIET, chromium
from tests.cast import address
from tests.conftest import sign_in
from tests.load.figures import row
from tests.national.making import PERIOD, many_prisons
from tests.people.scene import admit, consent
from tests.running import Running, product
from tests.scene import worked

PLACE, SLUG, PEOPLE = "IDM", "indramayu", 60
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER, RUNS = 4, 20
STATIC = """import django; django.setup()
from django.conf import settings
from workspace.preparation import collect_static, make_assets
make_assets(settings.ASSETS); collect_static()"""
LARGEST = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass(frozen=True)
class Looked:
    """One page: who looks at it where, the most queries it may need, and the goal of its first load in kB (0: none)."""

    what: str
    slug: str
    path: str
    role: str
    queries: int
    kilobytes: int


def measure(database: str) -> list[list[str]]:
    """Each page asked in this process for queries and processor time, then loaded once by a slowed-down browser."""
    databases.use("test", database)
    worked(PLACE)
    many_prisons()
    pages = _pages(_session_of_many())
    found = [_cost(page) for page in pages]
    cookies = {page: _client(page).cookies for page in pages}  # before the browser's event loop, which Django avoids
    with tempfile.TemporaryDirectory() as folder:
        _make_static(Path(folder) / "var")
        with product(database, Path(folder), "web", live_static=False) as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=list(QUIET), chromium_sandbox=os.getuid() != 0
            )
            for page in pages:
                context = browser.new_context(viewport={"width": 390, "height": 844})
                found.append(_load(page, running, context.new_page(), cookies[page]))
                context.close()
            browser.close()
    return found


def _session_of_many() -> int:
    """Today's open session with sixty people on its list."""
    with acting_as("gate"):
        place = by_code(PLACE)
        officer = Account.objects.get(email=address("officer", PLACE)).pk
    with in_prison(PLACE):
        _enrol_many(clock.today(place.timezone))
        session = open_session(
            "coir-shade",
            place="Bengkel 9",
            day=clock.today(place.timezone),
            starts=clock_time(15),
            ends=clock_time(16),
            officer=officer,
            officer_name="Petugas Contoh",
            by="bench",
        )
        return int(session.pk)


def _enrol_many(day: date) -> None:
    there = set(Person.objects.values_list("pk", flat=True))
    for person in admit(PEOPLE):
        if person.pk not in there:
            consent(person, starts=day)
            enrol(person.pk, program="coir-shade", starts=day, by="bench")


def _pages(session: int) -> list[Looked]:
    return [
        Looked("storefront home", "", "/", "", 15, 100),
        Looked("storefront catalogue", "", "/katalog/", "", 15, 100),
        Looked(f"register of {PEOPLE}", SLUG, f"/bengkel/sesi/{session}/", "officer", 12, 0),
        Looked("national page of 600", "", f"/national/indikator/participation-all/?period={PERIOD}", "analyst", 20, 0),
    ]


def _client(page: Looked) -> Client:
    client = Client(headers={"host": f"{page.slug}.{settings.BASE_HOST}" if page.slug else settings.BASE_HOST})
    if page.role:
        sign_in(client, address(page.role, PLACE if page.slug else ""))
    return client


def _cost(page: Looked) -> list[str]:
    client = _client(page)
    assert client.get(page.path).status_code == 200, page
    with CaptureQueriesContext(connection) as asked:
        client.get(page.path)
    queries = len(asked)  # the next request empties the log
    spent = statistics.median(_processor_ms(lambda: client.get(page.path)) for _ in range(RUNS))
    goal = f"≤ {page.queries} queries"
    return row(page.what, f"{queries} queries", f"{spent:.0f} ms CPU", None, goal, met=queries <= page.queries)


def _processor_ms(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def _load(page: Looked, running: Running, tab: Page, cookies: SimpleCookie) -> list[str]:
    origin = running.address("", page.slug)
    tab.context.add_cookies([{"name": name, "value": each.value, "url": origin} for name, each in cookies.items()])
    tab.goto(running.address("/static/core/favicon.svg", page.slug))  # the connection is there, the cache is cold
    wire = tab.context.new_cdp_session(tab)
    received = _slowed(wire)
    tab.goto(running.address(page.path, page.slug), wait_until="load")
    largest = tab.evaluate(LARGEST) / 1000
    size = sum(received) / 1024
    fits = not page.kilobytes or size <= page.kilobytes
    goal = f"≤ 1.5 s{f', {page.kilobytes} kB' if page.kilobytes else ''}"
    told = f"{largest:.2f} s largest paint"
    return row(
        f"{page.what}, 1.6 Mbit/s, {SLOWER} x slower",
        told,
        f"{size:.0f} kB",
        None,
        goal,
        met=largest <= 1.5 and fits,
    )


def _slowed(wire: CDPSession) -> list[float]:
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return received


def _make_static(var: Path) -> None:
    environment = {
        **os.environ,
        "SABUT_VAR": str(var),
        "SABUT_LIVE_STATIC": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join([str(databases.ROOT), str(databases.ROOT / "platform")]),
    }
    subprocess.run([sys.executable, "-c", STATIC], env=environment, check=True)
