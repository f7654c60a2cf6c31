"""Owns reading what the adopted template plans for a program: the steps of its work."""

from functools import lru_cache

from django.utils.translation import get_language

from programs.library import document
from programs.library.selectors import adopted_programs, version


def step_titles(prison: str, program: str) -> dict[str, str]:
    """The steps of a program, title by code, in the work's order and the reader's language; empty for one not run here."""
    reference = _reference(prison, program)
    language = 0 if (get_language() or "id").startswith("id") else 1
    return {code: titles[language] for code, *titles in _steps(reference, program)} if reference else {}


def _reference(prison: str, program: str) -> str:
    return next((each.reference for each in adopted_programs(prison) if each.code == program), "")


@lru_cache(maxsize=64)
def _steps(reference: str, program: str) -> tuple[tuple[str, str, str], ...]:
    """A published version never changes, so its steps are read once."""
    steps = document.program(version(reference).document, program).steps
    return tuple((step.code, step.title_id, step.title_en) for step in steps)
