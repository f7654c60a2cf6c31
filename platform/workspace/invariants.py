"""Owns the collection of invariants: every app says what must be true, here it is asked in each place it holds for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings

from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code, every_code

MODULE = "invariants"
PUBLIC = "public"


@dataclass(frozen=True)
class Violation:
    """A rule that does not hold: where (a prison's code, or "public"), whose rule, and what was found."""

    place: str
    app: str
    violation: str


@dataclass(frozen=True)
class _Question:
    """Checks of one app that run as `role` in public, or (None) inside each prison."""

    app: str
    role: str | None
    checks: tuple[str, ...]
    violations: Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Findings:
    """How many checks ran (each counted in each place) and what they found."""

    checked: int
    prisons: int
    checks: tuple[str, ...]
    violations: tuple[Violation, ...]


def check_invariants(prison: str | None = None) -> Findings:
    """Ask every app; those of a prison inside each prison, or inside `prison` only. Raises NotFound for an unknown one.

    An app's module has `CHECKS` and `violations()`. That of a shared app names in `ROLE` whom it runs as in public, and
    may have `PRISON_CHECKS` and `prison_violations()`, which compare its rows with each prison from inside.
    """
    with acting_as("gate"):
        codes = every_code() if prison is None else [by_code(prison).code]
    questions = [question for app in _apps() for question in _questions(app)]
    checked, found = 0, []
    for question in questions:
        places = codes if question.role is None else [PUBLIC]
        checked += len(question.checks) * len(places)
        found += [each for place in places for each in _ask(question, place)]
    checks = tuple(f"{question.app}: {check}" for question in questions for check in question.checks)
    return Findings(checked, len(codes), checks, tuple(found))


def _apps() -> Iterator[str]:
    """The project's own apps, shared ones first."""
    return (app for app in settings.INSTALLED_APPS if not app.startswith(("django.", "allauth", "rest_framework")))


def _module(app: str) -> ModuleType | None:
    name = f"{app}.{MODULE}"
    return import_module(name) if app != __package__ and find_spec(name) else None


def _questions(app: str) -> Iterator[_Question]:
    module, short = _module(app), app.rsplit(".", 1)[-1]
    if module is None:
        return
    role = None if app in settings.TENANT_APPS else module.ROLE
    yield _Question(short, role, module.CHECKS, module.violations)
    if hasattr(module, "prison_violations"):
        yield _Question(short, None, module.PRISON_CHECKS, module.prison_violations)


def _ask(question: _Question, place: str) -> list[Violation]:
    """What one app finds in one place; read whole, for nothing lazy may leave the place."""
    with in_prison(place) if question.role is None else acting_as(question.role):
        return [Violation(place, question.app, violation) for violation in question.violations()]
