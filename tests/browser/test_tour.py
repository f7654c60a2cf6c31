"""The tour as a visitor walks it: five steps, on a phone in Indonesian and at a desk in English."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import fill
from tests.running import Running
from tests.scene import as_owner, worked
from tests.waiting import wait_until
from workspace.demo.staff import hire

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """Somebody who walks the tour, in a language: every word they look for is the page's own."""

    page: Page
    running: Running
    language: str

    def says(self, words: str, **facts: str) -> str:
        """The page's words for an English sentence of the product."""
        with translation.override(self.language):
            return gettext(words) % facts if facts else gettext(words)

    def goes(self, label: str, **facts: str) -> Locator:
        """From the tour by one of its buttons; returns the main part of the page it leads to."""
        self.page.goto(self.running.address("/tur/"))
        self.main.get_by_role("link", name=self.says(label, **facts)).first.click()
        assert self.page.evaluate(SIDEWAYS) <= 0, self.page.url
        return self.main

    def presses(self, label: str) -> None:
        """A button of this page."""
        self.main.get_by_role("button", name=self.says(label)).first.click()

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.get_by_role("main")


@pytest.mark.parametrize(
    ("language", "locale", "width"), [("id", "id-ID", 390), ("en", "en-GB", 1440)], ids=["phone-id", "desk-en"]
)
def test_a_visitor_walks_the_five_steps(
    running: Running, person: Callable[..., Page], language: str, locale: str, width: int
) -> None:
    worked("GRT")
    as_owner(lambda: hire("nasional", national=True))()
    visitor = Visitor(person(locale, width), running, language)
    onboards_cirebon(visitor)
    takes_its_first_register(visitor)
    buys_from_two_prisons(visitor)
    finds_cirebon_compared(visitor)
    tries_the_wall(visitor)


def onboards_cirebon(visitor: Visitor) -> None:
    visitor.goes("1. Send the application")
    expect(visitor.main.locator("[name=name]")).to_have_value("Lapas Kelas I Cirebon")
    visitor.presses("Send the application")
    expect(visitor.main).to_contain_text(visitor.says("The regional office looks at it next."))
    visitor.goes("2. Approve it")
    visitor.presses("Approve")
    # by itself: the page asks again until the worker is done
    expect(visitor.main).to_contain_text("prison_crb", timeout=60_000)
    expect(visitor.main).to_contain_text("cirebon.localhost")


def takes_its_first_register(visitor: Visitor) -> None:
    visitor.goes("Take the register at %(place)s", place="Cirebon")
    visitor.presses("Bring in people and open the session")
    visitor.main.get_by_text(visitor.says("Sick"), exact=True).first.click()
    counted = visitor.main.locator(".tally")
    expect(counted).to_contain_text(re.compile(r"^\s*1 .* 12 "))
    visitor.presses("Mark the rest present")
    expect(counted).to_contain_text(re.compile(r"^\s*12 .* 12 "))


def buys_from_two_prisons(visitor: Visitor) -> None:
    main = visitor.goes("Open the basket")
    for prison in ("Indramayu", "Garut"):
        expect(main).to_contain_text(prison)
    visitor.page.goto(visitor.running.address("/pesan/"))
    fill(visitor.page, email="pembeli@contoh.example", name="Pembeli Contoh", country="ID")
    fill(visitor.page, city="Cirebon", line="Jalan Contoh 1", postcode="45111")
    visitor.presses("Place the order")
    visitor.page.wait_for_url("**/pesanan/**")
    for seller in ("Indramayu", "Garut"):
        expect(visitor.main).to_contain_text(seller)
    main = visitor.goes("The same, delivered to the US")
    expect(main).to_contain_text("19 USC 1307")


def finds_cirebon_compared(visitor: Visitor) -> None:
    visitor.goes("Open the comparison")
    address = visitor.running.address("/national/indikator/participation-all/")

    def is_there() -> bool:
        visitor.page.goto(address)
        return "Lapas Kelas I Cirebon" in visitor.main.inner_text()

    wait_until(is_there, "Cirebon is published")


def tries_the_wall(visitor: Visitor) -> None:
    main = visitor.goes("Try to get through")
    expect(main).to_contain_text("permission denied for schema prison_idm")
    expect(main).to_contain_text("permission denied for schema prison_crb")
    expect(main).to_contain_text(visitor.says("Refused by PostgreSQL"))
