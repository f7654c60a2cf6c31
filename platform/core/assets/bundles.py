"""Owns the style sheet and the script every page loads: one layer, component or act a source file, one file on the wire."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from core.assets.writing import write_whole

SOURCES = Path(__file__).resolve().parents[1] / "static" / "core"
SHEET, SCRIPT = "core/css/sabut.css", "core/js/sabut.js"
# the order is the order of the cascade inside a layer
SHEETS = (
    "tokens",
    "fonts",
    "reset",
    "base",
    "layout",
    "shell",
    "cards",
    "notices",
    "facts",
    "buttons",
    "forms",
    "tables",
    "register",
    "navigation",
    "menus",
    "charts",
    "motifs",
    "storefront",
    "onboarding",
    "print",
)
SCRIPTS = ("search", "menus", "submit", "connection", "charts")


def sheet_names() -> list[str]:
    """The style sheets as static names, in order."""
    return [f"core/css/{name}.css" for name in SHEETS]


def script_names() -> list[str]:
    """The scripts as static names, in order."""
    return [f"core/js/{name}.js" for name in SCRIPTS]


def make_bundles(folder: Path) -> None:
    """Write the bundles whose contents have changed; a file that is right keeps its time, so nothing is collected anew."""
    _bundle(folder / SHEET, [SOURCES / "css" / f"{name}.css" for name in SHEETS], smaller)
    _bundle(folder / SCRIPT, [SOURCES / "js" / f"{name}.js" for name in SCRIPTS], str.strip)


def smaller(sheet: str) -> str:
    """A style sheet without comments and without the spaces that only people need."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\s+", " ", sheet)
    sheet = re.sub(r"(?<!:) ?([{};,]) ?", r"\1", sheet)
    sheet = re.sub(r": (?!;)", ":", sheet)  # a property without any value is none: the space is its value
    return sheet.replace(";}", "}").strip()


def _bundle(path: Path, sources: Sequence[Path], reduce: Callable[[str], str]) -> None:
    whole = "\n".join(reduce(source.read_text("utf-8")) for source in sources) + "\n"
    if not path.is_file() or path.read_text("utf-8") != whole:
        write_whole(path, lambda draft: draft.write_text(whole, "utf-8"))
