"""Owns the browser of the tests: Debian's Chromium, a context for each person, and no silent skip when it is missing."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running import Running, product
from tests.scene import worked

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Where Debian's Chromium is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "browser tests need Chromium: run `apt install chromium` as root, or set CHROMIUM="
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    as_root = os.getuid() == 0  # Chromium's sandbox does not work for root
    # Playwright's synchronous API runs an event loop in this thread; Django must not take the test for a coroutine
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET), chromium_sandbox=not as_root)
        yield browser
        browser.close()


@pytest.fixture
def running(own_database: str, tmp_path: Path) -> Iterator[Running]:
    """The whole product; Indramayu has worked for some days and offers its stock."""
    worked("IDM")
    with product(own_database, tmp_path) as running:
        yield running


@pytest.fixture
def person(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """`person()`: a page of somebody of their own, in English at a desk unless said; a console message fails the test. The last pages are kept as pictures."""
    heard: list[str] = []
    contexts = []

    def meet(locale: str = "en-GB", width: int = 1280) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": 900})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
        return page

    yield meet
    for number, context in enumerate(contexts):
        context.pages[0].screenshot(path=tmp_path / f"last-page-of-person-{number}.png", full_page=True)
        context.close()
    # Chromium itself reports the status of a refused form; that is no fault of the page
    assert [line for line in heard if "the server responded with a status of 4" not in line] == []
