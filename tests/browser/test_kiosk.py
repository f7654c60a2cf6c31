"""The kiosk in a real browser: two taps to a receipt, hidden money, a minute and out; axe finds nothing, nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import Account
from accounts.services import DEVICE_COOKIE, enrol_kiosk
from programs.people.models import Person
from programs.people.services import change_pin, give_first_pin
from tenants.isolation.acting import acting_as, in_prison
from tests.browser.test_every_page import PHONE, SLUG, Look, context_of, faults_of
from tests.cast import address
from tests.running import Running, product
from tests.scene import worked

pytestmark = pytest.mark.commits
OWN = "402817"
PAGES = (
    "kerja/",
    "pelatihan/",
    "uang/",
    "persetujuan/",
    "antrean/",
    "pin/",
    "pengaduan/",
    "pengaduan/kirim/?kategori=work",
    "tanda-terima/",
)


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[Running]:
    worked("IDM", days=3)
    with product(own_database, tmp_path, "web") as running:
        yield running


@pytest.fixture
def card(site: Running) -> str:
    """The card number of somebody who works and has a PIN of their own."""
    with in_prison("IDM"):
        who = Person.objects.in_card_order()[0]
        give_first_pin(who.pk, by="officer")
        change_pin(who.pk, pin=OWN)
        return who.card_number


@pytest.fixture
def kiosk(site: Running, browser: Browser) -> Iterator[BrowserContext]:
    """The browser of an enrolled kiosk."""
    with acting_as("gate"):
        head = Account.objects.get(email=address("head", "IDM"))
        _device, token = enrol_kiosk(head, prison="IDM", label="Kios A")
    client = Client()
    client.cookies[DEVICE_COOKIE] = token
    context = context_of(browser, client, site.address("", SLUG))
    yield context
    context.close()


def enter(page: Page, running: Running, card: str) -> None:
    page.goto(running.address("/kios/", SLUG))
    page.locator('[name="card_number"]').fill(card)
    page.locator('[name="pin"]').fill(OWN)
    page.locator("main form button").first.click()
    page.wait_for_url("**/kios/menu/")


def test_the_pages_of_the_kiosk_are_sound(site, kiosk, card):
    look = Look(kiosk.new_page())
    look.page.on("console", lambda message: look.heard.append(message.text))
    faults = list(faults_of(look, site.address("/kios/", SLUG)))
    enter(look.page, site, card)
    for path in ("menu/", *PAGES):
        faults += faults_of(look, site.address(f"/kios/{path}", SLUG))
    assert look.page.url.endswith("/kios/tanda-terima/")
    assert not faults, "\n".join(faults)


def test_two_taps_a_receipt_and_money_that_hides_itself(site, kiosk, card):
    page = kiosk.new_page()
    page.set_viewport_size(PHONE)
    enter(page, site, card)
    assert card in page.locator("h1").inner_text()
    page.goto(site.address("/kios/uang/", SLUG))
    assert page.locator("[data-kiosk-hide]").count() == 0
    page.locator("main form button").click()
    page.locator("[data-kiosk-hide]").wait_for()
    page.wait_for_url("**/kios/uang/?otomatis=1", timeout=15_000)
    assert page.locator("[data-kiosk-hide]").count() == 0
    page.goto(site.address("/kios/pengaduan/", SLUG))
    page.locator(".kiosk-tiles a").first.click()
    page.locator("main form button").click()
    page.locator(".kiosk-receipt").wait_for()
    assert len(page.locator(".kiosk-receipt").inner_text()) >= 9
    small = page.evaluate(
        "() => [...document.querySelectorAll('.kiosk .button')].filter(each => each.offsetHeight < 60).map(each => each.outerHTML)"
    )
    assert small == []
    page.locator(".kiosk-count + form button").click()
    page.wait_for_url("**/kios/")
    page.goto(site.address("/kios/menu/", SLUG))
    assert page.url.endswith("/kios/")


def test_nobody_touches_it_and_it_leaves(site, kiosk, card):
    page = kiosk.new_page()
    page.clock.install()
    enter(page, site, card)
    page.clock.fast_forward(61_000)
    page.wait_for_url("**/kios/")
