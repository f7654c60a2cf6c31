"""Light and dark, each colour said once: as the device is set, as the visitor chose, never on paper; sources and bundle agree."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from core.assets import SHEET, bundles

DAY, NIGHT = "rgb(250, 248, 244)", "rgb(18, 20, 26)"
PAPER = "rgb(255, 255, 255)"


@pytest.fixture(params=["sources", "bundle"])
def sheet(request, tmp_path: Path) -> str:
    """The style sheet of every page as it is written, and as it is sent."""
    if request.param == "sources":
        return "\n".join((bundles.SOURCES / "css" / f"{name}.css").read_text("utf-8") for name in bundles.SHEETS)
    bundles.make_bundles(tmp_path)
    return (tmp_path / SHEET).read_text("utf-8")


@pytest.mark.parametrize(
    ("device", "chosen", "expected"),
    [
        ("light", "", (DAY, "light")),
        ("dark", "", (NIGHT, "dark")),
        ("dark", "light", (DAY, "light")),
        ("light", "dark", (NIGHT, "dark")),
    ],
)
def test_the_choice_goes_before_the_device(browser: Browser, sheet: str, device, chosen, expected) -> None:
    page = browser.new_context(color_scheme=device).new_page()
    root = f' data-theme="{chosen}"' if chosen else ""
    page.set_content(f"<!doctype html><html{root}><style>{sheet}</style><body></body></html>")
    shown = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).colorScheme]"
    assert tuple(page.evaluate(shown)) == expected
    page.emulate_media(media="print")
    assert tuple(page.evaluate(shown)) == (PAPER, "light")
    page.context.close()
