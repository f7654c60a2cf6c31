"""Two spellings a reader takes for one name give one key, whatever script trick, dot or accent is between them."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from core.reference import read_rows

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOOK_ALIKES = Path(__file__).parent / "reference" / "look_alikes.csv"

# Drawn letters that Unicode does not decompose: flags (regional indicators), negative circled and negative squared.
_DRAWN = {start + place: letter for start in (0x1F1E6, 0x1F150, 0x1F170) for place, letter in enumerate(_LETTERS)}
_PAIRS = (("æ", "ae"), ("œ", "oe"))
_BREAKS = re.compile("[,;/|()\\[\\]\n\r\t\u060c\u3001]|\\s[-\u2013\u2014]\\s")


def key(text: str) -> str:
    """Fold text to the letters and digits that carry a name, without a leading "the": `U. S. A.` gives `usa`."""
    folded = "".join(mark for mark in _decomposed(text.translate(_DRAWN)) if unicodedata.category(mark) != "Mn")
    folded = _decomposed(folded.casefold()).translate(_look_alikes())
    for pair, letters in _PAIRS:
        folded = folded.replace(pair, letters)
    bare = "".join(mark for mark in folded if unicodedata.category(mark)[0] in "LN")
    return bare.removeprefix("the") or bare


def has_accents(text: str) -> bool:
    """Whether a mark that `key` drops sits on a letter, so that the Vietnamese name of the US is not the code MY."""
    return any(unicodedata.combining(mark) for mark in _decomposed(text))


def parts(text: str) -> list[str]:
    """Split at commas, slashes, brackets, line ends and spaced dashes; parts that say nothing are left out."""
    pieces = _BREAKS.split(unicodedata.normalize("NFKC", text))
    return [piece for piece in pieces if key(piece) not in {"", "the"}]


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


@lru_cache(maxsize=1)
def _look_alikes() -> dict[int, str]:
    rows = read_rows(_LOOK_ALIKES, required=("code_point", "letter", "source"))
    return {int(row["code_point"], 16): row["letter"] for row in rows}
