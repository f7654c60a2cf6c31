"""Owns reading national public holidays: which day, how it is called, and whether its decree was seen."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from core.reference import read_rows

SOURCE = Path(__file__).parents[1] / "reference" / "holidays.csv"


@dataclass(frozen=True)
class Holiday:
    """One national holiday; it closes the workshop only when its decree is reported, not when it is reckoned."""

    day: date
    title_id: str
    title_en: str
    source: str
    is_reported: bool

    @property
    def title(self) -> str:
        """How it is called, in the reader's language."""
        return self.title_id if (get_language() or "id").startswith("id") else self.title_en


@lru_cache(maxsize=1)
def holidays() -> dict[date, Holiday]:
    """Every holiday of the file by day."""
    rows = read_rows(SOURCE, required=("day", "title_id", "title_en", "source", "status"))
    found = [
        Holiday(
            date.fromisoformat(row["day"]), row["title_id"], row["title_en"], row["source"], row["status"] == "reported"
        )
        for row in rows
    ]
    return {each.day: each for each in found}
