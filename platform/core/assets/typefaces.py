"""Owns the two typefaces: cut from the installed families to the characters and features that pages use."""

import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from core.assets.writing import write_whole

# Latin with the accents of Indonesian, English and Spanish, dashes, quotes, arrows and the signs that figures need
CHARACTERS = "20-7E,A0-FF,131,152-153,2BC,2C6,2DA,2DC,2010-2015,2018-201E,2020-2022,2026,2030,2032-2033,2039-203A,2044,20AC,2190-2193,2212,2248,2264-2265,D7"
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum"]


@dataclass(frozen=True)
class Typeface:
    """A variable family of an installed package, and the weights pages use."""

    package: str
    file: str
    made: str
    weights: tuple[int, int]


TYPEFACES = (
    Typeface("fontpkg_public_sans", "PublicSans[wght].ttf", "public-sans.woff2", (400, 750)),
    Typeface("fontpkg_plus_jakarta_sans", "PlusJakartaSans[wght].ttf", "plus-jakarta-sans.woff2", (650, 800)),
)


def make_typefaces(folder: Path) -> None:
    """Write each typeface that is missing or was cut from another version or to other characters."""
    place = folder / "core" / "fonts"
    stamp = place / "made.json"
    wanted = json.dumps([CHARACTERS, FEATURES, *(_origin(face) for face in TYPEFACES)])
    is_complete = all((place / face.made).is_file() for face in TYPEFACES)
    if is_complete and stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    for face in TYPEFACES:
        write_whole(place / face.made, _cut(face).save)
    write_whole(stamp, lambda path: path.write_text(wanted, "utf-8"))


def _origin(face: Typeface) -> list[str | int]:
    return [face.package, version(face.package), face.made, *face.weights]


def _cut(face: Typeface) -> TTFont:
    """The family with the weights and characters in use, ready to be saved as woff2."""
    font = TTFont(_source(face))
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": face.weights})
    font.flavor = "woff2"
    return font


def _source(face: Typeface) -> Path:
    found = find_spec(face.package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {face.package} is not installed: run `make environment`")
    return Path(found.origin).parent / "files" / face.file
