"""Every page in a real browser: axe finds nothing in light and dark, nothing scrolls sideways, and the console is silent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.cast import address
from tests.conftest import sign_in
from tests.running import Running, product
from tests.security.crawl import addresses
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.commits
SLUG = "indramayu"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
# who looks at which host; each page is looked at once, by the first who may
VISITORS = (
    ("", settings.ROOT_URLCONF, "", ""),
    ("", settings.ROOT_URLCONF, "analyst", ""),
    ("", settings.ROOT_URLCONF, "head", PLACE),
    ("", settings.ROOT_URLCONF, "buyer", ""),
    (SLUG, settings.PRISON_URLCONF, "head", PLACE),
    (SLUG, settings.PRISON_URLCONF, "officer", PLACE),
    (SLUG, settings.PRISON_URLCONF, "treasurer", PLACE),
    (SLUG, settings.PRISON_URLCONF, "bapas", PLACE),
)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CULPRIT = """() => [...document.querySelectorAll('main *, header *, nav *')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(each => each.outerHTML.slice(0, 90)).join(' | ')"""


@dataclass
class Look:
    """A browser page and what its console said since it went somewhere."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def go(self, url: str) -> None:
        self.heard.clear()
        self.page.goto(url)


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[tuple[Running, dict[str, Any]]]:
    known = played()
    with product(own_database, tmp_path, "web") as running:
        yield running, known


def client_of(slug: str, role: str, prison: str) -> Client:
    client = Client(headers={"host": f"{slug}.{settings.BASE_HOST}" if slug else settings.BASE_HOST})
    if role:
        sign_in(client, address(role, prison))
    return client


def is_page(client: Client, path: str) -> bool:
    answer = client.get(path)
    if answer.streaming:  # read to its end, for its file closes there
        b"".join(answer.streaming_content)
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def context_of(browser: Browser, client: Client, origin: str) -> BrowserContext:
    context = browser.new_context(locale="id-ID", viewport=PHONE)
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": name, "value": each.value, "url": origin} for name, each in client.cookies.items()])
    return context


def faults_of(look: Look, url: str) -> Iterator[str]:
    """What is wrong with one page: sideways scroll at both widths, console, axe in light and dark."""
    page = look.page
    for width, scheme in ((PHONE, "light"), (DESK, "dark")):
        page.set_viewport_size(width)
        page.emulate_media(color_scheme=scheme)
        look.go(url)
        if page.evaluate(WIDER) > 0:
            yield f"{url} scrolls sideways at {width['width']}: {page.evaluate(CULPRIT)}"
        yield from (
            f"{url} console: {line}" for line in look.heard if not line.startswith("[DOM]")
        )  # Chromium's advice on password forms
        for found in Axe().run(page).response["violations"]:
            where = "; ".join(node["html"][:100] for node in found["nodes"][:3])
            yield f"{url} {scheme} {found['id']}: {where}"


def test_every_page_is_sound(site: tuple[Running, dict[str, Any]], browser: Browser):
    running, known = site
    seen: set[tuple[str, str]] = set()
    faults: list[str] = []
    for slug, urlconf, role, prison in VISITORS:
        client = client_of(slug, role, prison)
        pages = [
            each.path
            for each in addresses(urlconf, known)
            if (slug, each.path) not in seen and is_page(client, each.path)
        ]
        context = context_of(browser, client, running.address("", slug))
        look = Look(context.new_page())
        look.page.on("console", lambda message, heard=look.heard: heard.append(message.text))
        for path in pages:
            seen.add((slug, path))
            faults += faults_of(look, running.address(path, slug))
        context.close()
    assert len(seen) > 40
    assert not faults, "\n".join(faults)
