"""Any spelling of a country gives the country whose customs law decides; what is uncertain is refused, not guessed.

The rule behind it is product rule 16: a destination that is written another way must meet the same gate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from babel.core import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from marketplace.trade import country_names, spelling

RULE = _(
    "Write the name of one country, or its ISO 3166-1 code, in any common language; "
    "add the country after a comma when a place shares its name with another country."
)
LONGEST = 120
_US_ENDINGS = ("unitedstatesofamerica", "unitedstates", "amerikaserikat", "usa", "us")
# After a comma two letters are as often a state or a province (CA, DE, ID) as a country; only these are certain.
_CERTAIN_TAILS = frozenset({"us", "uk", "gb"})
# An alias of the United States takes this ISO code in typed text; forms offer the territory by its three letters.
_CHOICE_CODES = {"AS": "ASM"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: its ISO code, the code whose customs law it follows, and its names by locale."""

    iso2: str
    customs_iso2: str
    names: Mapping[str, str] = field(compare=False)

    def name(self, locale: str = "en") -> str:
        """The name in Indonesian, English or Spanish; English where the locale is another."""
        return self.names.get(locale[:2], self.names["en"])


def recognise(text: str) -> Country:
    """Return the country that text names, however it is spelled; refuse text that names none or more than one."""
    if len(text) > LONGEST:
        raise _unknown(text)
    pieces = spelling.parts(text)
    iso2 = _whole(text) or _inverted(pieces) or _by_parts(pieces)
    if iso2 is None:
        raise _unknown(text)
    return by_code(iso2)


@cache
def by_code(iso2: str) -> Country:
    """Return the country of an ISO 3166-1 alpha-2 code as stored; refuse any other text."""
    if iso2 not in country_names.iso_codes():
        raise _unknown(iso2)
    names = {locale: country_names.name(iso2, locale) for locale in country_names.HOME_LOCALES}
    return Country(iso2, _customs(iso2), MappingProxyType(names))


def country_choices(locale: str) -> list[tuple[str, str]]:
    """Value and name of every country for a select, in the order of the names; `recognise` reads each value back."""
    try:
        known = str(Locale.parse(locale.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        known = "en"
    choices = [(_CHOICE_CODES.get(iso2, iso2), country_names.name(iso2, known)) for iso2 in country_names.iso_codes()]
    return sorted(choices, key=lambda choice: spelling.key(choice[1]))


def _whole(text: str) -> str | None:
    """The country named by the whole of text, a US state counting as its country; None when there is none."""
    known, key = country_names.spellings(), spelling.key(text)
    if key in known.codes and spelling.has_accents(text):
        return None
    return known.countries.get(key) or ("US" if key in known.us_states else None) or _us_ending(key)


def _us_ending(key: str) -> str | None:
    """Read `California USA` and `Puerto Rico US`, written without a comma."""
    known = country_names.spellings()
    for ending in _US_ENDINGS:
        place = key.removesuffix(ending)
        if place in known.codes or place == key:
            continue
        if place in known.us_states:
            return "US"
        if _customs(known.countries.get(place, "")) == "US":
            return known.countries[place]
    return None


def _inverted(pieces: list[str]) -> str | None:
    """Read library order: `Korea, South` and `Bolivia (Plurinational State of)`."""
    match pieces:
        case [head, tail]:
            return _whole(f"{tail} {head}")
        case [only]:
            return _whole(only)
    return None


def _by_parts(pieces: list[str]) -> str | None:
    """Read an address by its last part, unless another part names a country under another customs law.

    A US place may carry a country's name (Lebanon, Pennsylvania), so a last part in the United States stands.
    """
    found = [_whole(piece) for piece in pieces]
    last = found[-1] if found else None
    if last is None or (_is_doubtful(pieces[-1]) and last not in found[:-1]):
        return None
    agreeing = [iso2 for iso2 in found if iso2 and _customs(iso2) == _customs(last)]
    if _customs(last) != "US" and len(agreeing) != len([iso2 for iso2 in found if iso2]):
        return None
    return next((iso2 for iso2 in agreeing if iso2 != last), last)


def _is_doubtful(piece: str) -> bool:
    """Whether a last part may be a state or province as well: `Los Angeles, CA`, `Atlanta, Georgia`."""
    known, key = country_names.spellings(), spelling.key(piece)
    if key not in known.countries or key in _CERTAIN_TAILS:
        return False
    return len(key) == len("US") or (key in known.us_states and known.countries[key] != "US")


def _customs(iso2: str) -> str:
    return country_names.customs_territories().get(iso2, iso2)


def _unknown(text: str) -> Refused:
    return Refused(code="country-unknown", field="country", value=text[:LONGEST], rule=str(RULE))
