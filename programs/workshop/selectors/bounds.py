"""Owns what a measured value can be at all, by unit: outside it the value is a mistake, not a fault of the goods."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from core.reference import read_rows

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "physical_bounds.csv"
COLUMNS = {"unit", "low", "high", "low_is_open", "is_whole", "reason_id", "reason_en"}
DEVIATION = "deviation"


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest value a unit allows; `low_is_open` when the least itself is impossible."""

    low: Decimal
    high: Decimal
    low_is_open: bool
    is_whole: bool
    reason_id: str
    reason_en: str

    def allow(self, value: Decimal) -> bool:
        """The value can be measured."""
        is_low = value <= self.low if self.low_is_open else value < self.low
        return not (is_low or value > self.high or (self.is_whole and value != value.to_integral_value()))

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return self.reason_id if (get_language() or "id").startswith("id") else self.reason_en


def bounds_of(unit: str, *, lower: Decimal | None) -> Bounds | None:
    """The bounds of a unit; those of a deviation when the plan allows values below zero. None for a unit without any."""
    return _known().get(DEVIATION if lower is not None and lower < 0 and unit != "degC" else unit)


@lru_cache(maxsize=1)
def _known() -> dict[str, Bounds]:
    return {
        row["unit"]: Bounds(
            Decimal(row["low"]),
            Decimal(row["high"]),
            row["low_is_open"] == "yes",
            row["is_whole"] == "yes",
            row["reason_id"],
            row["reason_en"],
        )
        for row in read_rows(REFERENCE, required=COLUMNS)
    }
