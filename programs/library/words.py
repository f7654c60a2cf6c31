"""Owns how a template document is said in the reader's language: titles, short texts, amounts, and how sure each fact is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Entry = Mapping[str, Any]
BADGES = {
    "reported": "badge-ok",
    "computed": "badge-brand",
    "definition": "badge-brand",
    "illustrative": "badge-warn",
    "candidate": "badge-warn",
}


@dataclass(frozen=True)
class Surety:
    """How sure a fact is: the document's status, in words, with where it is stated and as of when."""

    status: str
    words: str
    source: str
    as_of: str

    @property
    def badge(self) -> str:
        """The colour of its badge."""
        return BADGES.get(self.status, "")

    @property
    def short_source(self) -> str:
        """The source without the list of its pages, for where there is little room."""
        return self.source.split(": ", maxsplit=1)[0]


@dataclass(frozen=True)
class Fact:
    """One fact of a document as a page says it: what, how much, a note, how sure."""

    label: str
    amount: str
    note: str
    surety: Surety


@dataclass(frozen=True)
class Words:
    """A document in one language; `phrases` translate its short texts, which are written in English."""

    content: Entry
    phrases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Entry) -> "Words":
        """The document in the reader's language."""
        return cls(content, {each["en"]: each["id"] for each in content["phrases"]} if is_indonesian() else {})

    def phrase(self, text: str) -> str:
        """A short text of the document; one without translation stays as it is."""
        return self.phrases.get(text, text)

    def words_of(self, code: str) -> str:
        """A code of the document (a kind of rate, an owner) as words."""
        return self.phrases.get(code, code.replace("-", " "))

    def coded(self, vocabulary: str, codes: list[str]) -> tuple[str, ...]:
        """Codes of steps (tools, hazards, stations, protection) by their titles."""
        return tuple(title(self.content["vocabulary"][vocabulary][code]) for code in codes)

    def fact(self, label: str, entry: Entry, *, amount: str | None = None) -> Fact:
        """An entry that carries status and source, under a label; its amount and unit unless one is given."""
        said = self.amount(entry) if amount is None else amount
        return Fact(label, said, self.phrase(entry["note"]) if entry.get("note") else "", surety(entry))

    def amount(self, entry: Entry) -> str:
        """How much an entry says, in its unit; "" where it says nothing measured."""
        if entry.get("text"):
            return self.phrase(entry["text"])
        unit = self.phrase(entry["unit"]) if entry.get("unit") else ""
        return f"{span(entry)} {unit}".strip() if span(entry) else ""


def is_indonesian() -> bool:
    """Whether the reader reads Indonesian; every other language gets the English of a document."""
    return get_language() == "id"


def title(titles: Entry) -> str:
    """A title or a sentence that the document has in both languages."""
    return str(titles["id"] if is_indonesian() else titles["en"])


def number(value: float) -> str:
    """A number as the reader writes it, with as many decimals as the document has."""
    return str(format_decimal(value, "#,##0.####", locale="id" if is_indonesian() else "en"))


def span(entry: Entry) -> str:
    """One value, or the least and the most; "" for none."""
    least = entry.get("value_min", entry.get("min", entry.get("value")))
    most = entry.get("value_max", entry.get("max", entry.get("value")))
    if least is None or most is None:
        return ""
    return number(least) if least == most else f"{number(least)}–{number(most)}"


def surety(entry: Entry) -> Surety:
    """How sure an entry of the document is."""
    status = entry["status"]
    return Surety(status, status_words(status), source_words(entry["source"]), _day_words(entry.get("as_of", "")))


def status_words(status: str) -> str:
    """How sure a fact of the document is, as pages say it."""
    words = {
        "reported": _("reported"),
        "computed": _("computed"),
        "illustrative": _("illustration"),
        "definition": _("definition"),
        "candidate": _("candidate"),
    }
    return words.get(status, status)


def source_words(source: str) -> str:
    """A source as pages name it; the document writes "unverified" where there is none yet."""
    return _("no source yet, not verified") if source == "unverified" else source


def _day_words(as_of: str) -> str:
    """A year, a month or a day of the document as the reader writes it."""
    if len(as_of) < len("2025-09"):
        return as_of
    year, month, *day = (int(part) for part in as_of.split("-"))
    return date_format(date(year, month, *(day or [1])), "j F Y" if day else "F Y")
