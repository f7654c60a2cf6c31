"""Owns reading what the adopted template plans for a program: steps, materials, and the characteristics to look at."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils.translation import get_language

from programs.library import document
from programs.library.document import Check, Program
from programs.library.selectors import adopted_programs, version
from programs.library.words import Words

UNITS = {"pct": "%", "degC": "°C"}


@dataclass(frozen=True)
class PlannedMaterial:
    """A material of the plan: how it is called, its unit, who brings it ("prison", "partner" or either)."""

    code: str
    title: str
    unit: str
    unit_title: str
    brought_by: str


@dataclass(frozen=True)
class Characteristic:
    """One thing to look at: how it is called, limits in its unit, how grave a miss is, on how many pieces, how."""

    code: str
    title: str
    kind: str
    unit: str
    unit_title: str
    lower: Decimal | None
    upper: Decimal | None
    target: Decimal | None
    is_strict: bool
    severity: str
    sampling: str
    method: str
    source: str

    @property
    def limits(self) -> str:
        """The limits in words."""
        if self.lower is None:
            return f"{'<' if self.is_strict else '≤'} {self.upper} {self.unit_title}"
        if self.upper is None:
            return f"≥ {self.lower} {self.unit_title}"
        return f"{self.lower} – {self.upper} {self.unit_title}"


@dataclass(frozen=True)
class QualityPlan:
    """The characteristics of a program, and how large a sample is: a share of the lot, and a least number."""

    characteristics: tuple[Characteristic, ...] = ()
    sample_pct: float = 0
    sample_minimum: int = 0

    def samples(self, characteristic: Characteristic, produced: int) -> int:
        """How many values the plan asks for of a lot: pieces of the sample; one where the lot is looked at as a whole."""
        if characteristic.sampling != "sample":
            return 1
        return min(produced, max(self.sample_minimum, ceil(produced * self.sample_pct / 100)))

    def by_code(self) -> dict[str, Characteristic]:
        """Each characteristic by its code."""
        return {each.code: each for each in self.characteristics}


def step_titles(prison: str, program: str) -> dict[str, str]:
    """The steps of a program, title by code, in the work's order and the reader's language; empty for one not run here."""
    reference = _reference(prison, program)
    return {step.code: _title(step) for step in _program(reference, program).steps} if reference else {}


def planned_materials(prison: str) -> dict[str, PlannedMaterial]:
    """The materials of every program a prison runs, by code, in the programs' order."""
    found: dict[str, PlannedMaterial] = {}
    for adopted in adopted_programs(prison):
        words = Words.of(_content(adopted.reference))
        for each in _program(adopted.reference, adopted.code).materials:
            facts = (each.code, _title(each), each.unit, words.phrase(each.unit), each.owner)
            found.setdefault(each.code, PlannedMaterial(*facts))
    return found


def quality_plan(prison: str, program: str) -> QualityPlan:
    """What is looked at on goods of a program, as the adopted version says; empty for a program not run here."""
    reference = _reference(prison, program)
    if not reference:
        return QualityPlan()
    planned, words = _program(reference, program), Words.of(_content(reference))
    return QualityPlan(
        tuple(_characteristic(each, words) for each in planned.checks), planned.sample_pct, planned.sample_minimum
    )


def _characteristic(check: Check, words: Words) -> Characteristic:
    return Characteristic(
        check.code,
        _title(check),
        check.kind,
        check.unit,
        UNITS.get(check.unit) or words.phrase(check.unit),
        _exact(check.lower),
        _exact(check.upper),
        _exact(check.target),
        check.is_strict,
        check.severity,
        check.sampling,
        words.phrase(check.method),
        check.source,
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _title(entry: Any) -> str:
    return str(entry.title_id if (get_language() or "id").startswith("id") else entry.title_en)


def _reference(prison: str, program: str) -> str:
    return next((each.reference for each in adopted_programs(prison) if each.code == program), "")


@lru_cache(maxsize=8)
def _content(reference: str) -> dict[str, Any]:
    """A published version never changes, so it is read once."""
    content: dict[str, Any] = version(reference).document
    return content


@lru_cache(maxsize=64)
def _program(reference: str, program: str) -> Program:
    return document.program(_content(reference), program)
