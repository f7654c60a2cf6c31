"""The frame of every page, in a browser: keys, menus, light and dark, one answer to two clicks, a lost connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.running import Running, product

SIZES = ((390, 844), (1440, 900))
NIGHT = "rgb(18, 20, 26)"


@pytest.fixture
def web(own_database: str, tmp_path: Path) -> Iterator[Running]:
    """The web alone: the frame needs no worker."""
    with product(own_database, tmp_path, "web") as running:
        yield running


def opened(page: Page, action: str) -> Page:
    page.locator(f"form[action='{action}']").evaluate("form => form.closest('details').open = true")
    return page


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_keys_and_menus(web: Running, person) -> None:
    page = person()
    page.goto(web.address("/katalog/"))
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("input[type=search]").first).to_have_value("a/b")
    summary = page.locator("details.menu:has(form[action='/tema/']) summary")
    summary.click()
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_two_clicks_are_one_answer(web: Running, person) -> None:
    page, asked = person(), []
    page.goto(web.address("/gaya/"))
    page.on("request", lambda request: asked.append(request.method) if request.method == "POST" else None)
    page.evaluate("const dark = document.querySelector('button[value=dark]'); dark.click(); dark.click()")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert asked == ["POST"]
    page.go_back()
    expect(page.locator("button[aria-busy]")).to_have_count(0)


def test_a_lost_connection_is_said_and_nothing_is_taken_away(web: Running, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(web.address("/gaya/"))
    page.locator("#clean_name").fill("Bengkel")
    page.route("**/lost/", lambda route: route.abort())
    page.evaluate("htmx.ajax('GET', '/lost/', {target: '#main'}).catch(() => 0)")
    expect(page.locator("[data-connection]")).to_contain_text("No connection")
    expect(page.locator("#clean_name")).to_have_value("Bengkel")
    page.context.close()


def test_a_refusal_to_htmx_stands_among_the_messages(web: Running, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(web.address("/gaya/"))
    page.evaluate("htmx.ajax('GET', '/gaya/?a=%00', {target: '#main'}).catch(() => 0)")
    expect(page.locator("#messages")).to_contain_text("no NUL character")
    expect(page.locator("h1")).to_be_visible()
    page.context.close()


def test_light_and_dark_need_no_script(web: Running, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(web.address("/gaya/"))
    page.locator("details.menu:has(form[action='/tema/']) summary").click()
    page.locator("button[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", NIGHT)
    page.emulate_media(media="print")
    expect(page.locator("body")).not_to_have_css("background-color", NIGHT)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_is_accessible_and_fits(web: Running, browser: Browser, scheme: str) -> None:
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page, heard = context.new_page(), []
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        page.goto(web.address("/gaya/"))
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
        assert (ground(page) == NIGHT) is (scheme == "dark")
        assert page.evaluate("document.fonts.check('16px \"Public Sans\"')")
        assert heard == []
        context.close()
