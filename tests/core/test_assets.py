"""What is made at set-up: typefaces cut to what pages use, one style sheet and one script; made once, and again when sources change."""

import re
from pathlib import Path

import pytest
from brotli import compress
from django.conf import settings
from django.template import engines
from fontTools.ttLib import TTFont

from core.assets import SCRIPT, SHEET, bundles, make_assets
from core.assets.typefaces import TYPEFACES
from core.assets.writing import write_whole

SMALL_SHEET, SMALL_SCRIPT, SMALL_FONT = 8 * 1024, 3 * 1024, 28 * 1024


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    return folder


def test_a_typeface_is_small_and_speaks_the_three_languages(made):
    for face in TYPEFACES:
        path = made / "core" / "fonts" / face.made
        letters = TTFont(path).getBestCmap()
        assert path.stat().st_size <= SMALL_FONT
        assert set(map(ord, "Rp 1.284.000 – áéíñóú¿¡ «99,8 %» €")) <= letters.keys()


def test_a_typeface_keeps_the_weights_pages_use(made):
    for face in TYPEFACES:
        (axis,) = TTFont(made / "core" / "fonts" / face.made)["fvar"].axes
        assert (axis.minValue, axis.maxValue) == face.weights


def test_what_is_right_is_not_made_again(made):
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()}
    make_assets(made)
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()} == before


def test_a_lost_typeface_and_an_old_bundle_are_made_again(made):
    lost, old = made / "core" / "fonts" / TYPEFACES[0].made, made / SHEET
    whole = old.read_text("utf-8")
    lost.unlink()
    old.write_text("old", "utf-8")
    make_assets(made)
    assert lost.is_file()
    assert old.read_text("utf-8") == whole


def test_the_bundles_are_small(made):
    assert len(compress((made / SHEET).read_bytes())) <= SMALL_SHEET
    assert len(compress((made / SCRIPT).read_bytes())) <= SMALL_SCRIPT


def test_every_source_is_in_the_bundle_or_on_one_page():
    alone = {"gallery"}
    assert {path.stem for path in (bundles.SOURCES / "css").glob("*.css")} == {*bundles.SHEETS, *alone}
    assert {path.stem for path in (bundles.SOURCES / "js").glob("*.js")} == set(bundles.SCRIPTS)


def test_a_bundle_says_what_its_sources_say(made):
    sheet = (made / SHEET).read_text("utf-8")
    for name in bundles.SHEETS:
        source = (bundles.SOURCES / "css" / f"{name}.css").read_text("utf-8")
        assert sheet.count("{") >= source.count("{")
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ("/* why */ a:hover , b > c { width: calc(1rem + 2px); }", "a:hover,b > c{width:calc(1rem + 2px)}"),
        (":root {\n  --dark: ;\n  --light: initial;\n}", ":root{--dark: ;--light:initial}"),
        ("@media (min-width: 48rem) { .a .b { margin: 0 auto; } }", "@media (min-width:48rem){.a .b{margin:0 auto}}"),
    ],
)
def test_a_sheet_loses_only_what_people_need(sheet, expected):
    assert bundles.smaller(sheet) == expected


def test_every_address_in_the_sheets_leads_to_a_file(made):
    for path in (bundles.SOURCES / "css").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', path.read_text("utf-8")):
            relative = (Path("core/css") / address).as_posix()
            parts = Path(relative.replace("core/css/../", "core/"))
            assert (bundles.SOURCES.parent / parts).is_file() or (made / parts).is_file(), address


def test_each_colour_is_said_once_for_light_and_for_dark():
    source = (bundles.SOURCES / "css" / "tokens.css").read_text("utf-8")
    said = re.findall(r"^    (--[a-z0-9-]+): (.+);$", source.partition("@media")[0], flags=re.MULTILINE)
    assert len(said) == len(dict(said))
    for name, value in said:
        assert value.count("var(--light, ") == value.count("var(--dark, "), name
        is_both = re.fullmatch(r"var\(--light, .+\) var\(--dark, .+\)", value)
        assert is_both or "#" not in value or name.startswith("--on-hero"), name


def test_dark_is_a_switch_that_paper_never_takes(made):
    source = (bundles.SOURCES / "css" / "tokens.css").read_text("utf-8")
    assert source.count("@media") == source.count("@media screen") == source.count("--dark: initial;") == 2
    sheet = (made / SHEET).read_text("utf-8")
    assert (sheet.count("--light: ;"), sheet.count("--dark: ;")) == (2, 1)
    assert "prefers-color-scheme" not in sheet.partition("@layer reset")[2]


def test_no_parang_is_drawn():
    assert not [path for path in bundles.SOURCES.rglob("*") if "parang" in path.name]


@pytest.mark.parametrize(("is_live", "expected"), [(True, len(bundles.SHEETS)), (False, 1)])
def test_a_page_links_the_bundle_or_its_sources(monkeypatch, is_live, expected):
    monkeypatch.setattr(settings, "LIVE_STATIC", is_live)
    page = engines["django"].from_string("{% load assets %}{% stylesheets %}{% scripts %}").render({})
    assert page.count('rel="stylesheet"') == expected
    assert "defer" in page


def test_a_broken_writing_leaves_nothing(tmp_path):
    def break_off(path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "deep" / "made.txt", break_off)
    assert list((tmp_path / "deep").iterdir()) == []
