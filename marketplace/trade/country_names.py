"""Each spelling of a country stands for one ISO 3166-1 code; codes come before names, names we chose before CLDR's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from core.reference import read_rows
from marketplace.trade import spelling

REFERENCE = Path(__file__).parent / "reference"
HOME_LOCALES = ("en", "id", "es")
_LOCALES = (*HOME_LOCALES, "fr", "de", "nl", "ja", "zh", "zh_Hant", "ar")
_AND = {"en": "and", "id": "dan", "es": "y", "fr": "et", "de": "und", "nl": "en"}
# CLDR territories that ISO 3166-1 does not assign; XK (Kosovo) is kept because addresses use it.
_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@dataclass(frozen=True, slots=True)
class Spellings:
    """Every key that stands for a country, the keys of US states, and the codes among them."""

    countries: Mapping[str, str]
    us_states: frozenset[str]
    codes: frozenset[str]


@lru_cache(maxsize=1)
def iso_codes() -> tuple[str, ...]:
    """The ISO 3166-1 alpha-2 codes, and XK."""
    return tuple(
        sorted(
            code for code in _territories("en") if len(code) == len("US") and code.isalpha() and code not in _NOT_ISO
        )
    )


def name(iso2: str, locale: str) -> str:
    """The country's name as CLDR gives it in the locale."""
    return _territories(locale)[iso2]


@lru_cache(maxsize=1)
def customs_territories() -> Mapping[str, str]:
    """The territories whose customs law is another country's, by code."""
    rows = read_rows(
        REFERENCE / "customs_territories.csv",
        required=("territory", "customs_iso2", "legal_reference", "source", "verified", "note", "as_of"),
    )
    return {row["territory"]: row["customs_iso2"] for row in rows}


@lru_cache(maxsize=1)
def spellings() -> Spellings:
    """Build the index once: our aliases, ISO codes, CLDR names in ten locales, then each country's own names."""
    aliases = read_rows(REFERENCE / "country_aliases.csv", required=("alias", "iso2", "kind", "source"))
    countries: dict[str, str] = {}
    codes = dict(_code_keys())
    for text, iso2 in _named(aliases, "name"):
        countries.setdefault(spelling.key(text), iso2)
    for code_key, iso2 in codes.items():
        countries.setdefault(code_key, iso2)
    for text, iso2 in _cldr_names():
        countries.setdefault(spelling.key(text), iso2)
    for row in read_rows(REFERENCE / "country_names.csv", required=("iso2", "locale", "name", "source")):
        countries.setdefault(spelling.key(row["name"]), row["iso2"])
    states = {spelling.key(row["alias"]) for row in aliases if row["kind"].startswith("us-state")}
    short = {key for key in countries if key.isascii() and len(key) <= len("USA")}
    return Spellings(countries, frozenset(states), frozenset(codes) | short)


def _named(aliases: list[dict[str, str]], kind: str) -> Iterator[tuple[str, str]]:
    return ((row["alias"], row["iso2"]) for row in aliases if row["kind"] == kind)


def _code_keys() -> Iterator[tuple[str, str]]:
    known = set(iso_codes())
    yield from ((spelling.key(code), code) for code in known)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == len("USA") and alias.isalpha() and len(codes) == 1 and codes[0] in known:
            yield spelling.key(alias), codes[0]


def _cldr_names() -> Iterator[tuple[str, str]]:
    for locale in _LOCALES:
        for iso2 in iso_codes():
            text = _territories(locale).get(iso2, "")
            yield text, iso2
            if "&" in text and locale in _AND:
                yield text.replace("&", _AND[locale]), iso2
            if text.startswith("St. "):
                yield text.replace("St. ", "Saint "), iso2


def _territories(locale: str) -> Mapping[str, str]:
    return Locale.parse(locale).territories
