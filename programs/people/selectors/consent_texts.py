"""Owns the texts of consent as they are read aloud: per purpose, version and language, kept as files and never changed."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "consent_texts"
FALLBACK = "id"
_NAME = re.compile(r"([a-z_]+)-([0-9]+)\.([a-z]{2})\.md")
_DRAFT = "<!-- draft translation, unverified -->"


@dataclass(frozen=True)
class ConsentText:
    """One text: its version ("work-1"), its language, what it says, and whether the translation is unverified."""

    purpose: str
    version: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    is_draft: bool


def current_version(purpose: str) -> str:
    """The newest version of the text for a purpose, such as "work-1"."""
    return f"{purpose}-{max(number for named, number, _language in _texts() if named == purpose)}"


def has_text(purpose: str, version: str) -> bool:
    """There is a text of this version for this purpose."""
    return any(named == purpose and f"{named}-{number}" == version for named, number, _language in _texts())


def consent_text(version: str, language: str) -> ConsentText | None:
    """The text of a version in a language, in Indonesian when there is none (an interpreter reads it); None when unknown."""
    purpose, _dash, number = version.rpartition("-")
    key = (purpose, int(number)) if re.fullmatch(r"[0-9]{1,4}", number) else ("", 0)
    return _texts().get((*key, language)) or _texts().get((*key, FALLBACK))


@cache
def _texts() -> dict[tuple[str, int, str], ConsentText]:
    found = {}
    for path in sorted(FOLDER.iterdir()):
        name = _NAME.fullmatch(path.name)
        if name:
            purpose, number, language = name.groups()
            found[purpose, int(number), language] = _read(path, purpose, number, language)
    return found


def _read(path: Path, purpose: str, number: str, language: str) -> ConsentText:
    text = path.read_text(encoding="utf-8")
    is_draft = text.startswith(_DRAFT)
    title, *paragraphs = [part.strip() for part in text.removeprefix(_DRAFT).strip().split("\n\n")]
    return ConsentText(purpose, f"{purpose}-{number}", language, title.lstrip("# "), tuple(paragraphs), is_draft)
