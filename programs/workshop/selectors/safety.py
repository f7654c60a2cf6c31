"""Owns reading what the steps of a program ask for safety: hazards, and the protective equipment that goes with them."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from programs.library import document
from programs.library.selectors import adopted_programs, version

Titles = tuple[str, str]


@dataclass(frozen=True)
class StepSafety:
    """One step as the reader's language says it: its title, its hazards, the equipment to be handed out for it."""

    title: str
    hazards: tuple[str, ...]
    equipment: tuple[str, ...]


def step_safety(prison: str, program: str) -> list[StepSafety]:
    """The steps of a program that name a hazard or equipment, in the work's order; empty for a program not run here."""
    reference = next((each.reference for each in adopted_programs(prison) if each.code == program), "")
    return safety_of(reference, program)


def safety_of(reference: str, program: str) -> list[StepSafety]:
    """The same of a program whose template version is known (no query once it was read); empty without one."""
    language = 0 if (get_language() or "id").startswith("id") else 1
    if not reference:
        return []
    return [
        StepSafety(title[language], tuple(h[language] for h in hazards), tuple(e[language] for e in equipment))
        for title, hazards, equipment in _steps(reference, program)
        if hazards or equipment
    ]


@lru_cache(maxsize=64)
def _steps(reference: str, program: str) -> tuple[tuple[Titles, tuple[Titles, ...], tuple[Titles, ...]], ...]:
    """A published version never changes, so what its steps name is read once."""
    content = version(reference).document
    words = content["vocabulary"]

    def titles(kind: str, codes: tuple[str, ...]) -> tuple[Titles, ...]:
        return tuple((words[kind][code]["id"], words[kind][code]["en"]) for code in codes)

    return tuple(
        ((step.title_id, step.title_en), titles("hazards", step.hazards), titles("ppe", step.ppe))
        for step in document.program(content, program).steps
    )
