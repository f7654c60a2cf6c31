"""Owns reading training: the modules a prison runs, the pass marks with their source, who passed what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.reference import read_rows
from programs.library.document import Module
from programs.library.selectors import AdoptedProgram, adopted_programs
from programs.people.models import ModuleResult
from programs.people.selectors.merged import records_of
from programs.records.selectors import this_prison

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "pass_marks.csv"


@dataclass(frozen=True)
class PassMark:
    """The mark from which an assessed module of a kind is passed, with where it comes from and how sure that is."""

    value: int
    source: str
    status: str


@dataclass(frozen=True)
class ModuleState:
    """One module of a program and how a person stands in it: attempts, hours of the last, whether it is passed.

    An assessed module without a pass mark in force is passed by nobody; one that is not assessed is passed when attended.
    """

    module: Module
    pass_mark: PassMark | None
    attempts: tuple[ModuleResult, ...]

    @property
    def passed(self) -> ModuleResult | None:
        """The latest attempt that passes the module."""
        return next((each for each in reversed(self.attempts) if self._passes(each)), None)

    def _passes(self, result: ModuleResult) -> bool:
        if not self.module.is_assessed:
            return True
        return result.mark is not None and self.pass_mark is not None and result.mark >= self.pass_mark.value


@dataclass(frozen=True)
class ProgramTraining:
    """A program's modules with a person's results, and whether every assessed one is passed."""

    program: AdoptedProgram
    states: tuple[ModuleState, ...]

    @property
    def is_complete(self) -> bool:
        """Every assessed module is passed: a certificate may be issued."""
        assessed = [state for state in self.states if state.module.is_assessed]
        return bool(assessed) and all(state.passed for state in assessed)

    @property
    def is_begun(self) -> bool:
        """Any module was attended."""
        return any(state.attempts for state in self.states)

    @property
    def passed(self) -> list[ModuleState]:
        """The modules passed, in the template's order."""
        return [state for state in self.states if state.passed]

    @property
    def sources(self) -> list[str]:
        """Where the pass marks of its modules come from, each once."""
        return list(dict.fromkeys(state.pass_mark.source for state in self.states if state.pass_mark))


def programs_with_modules() -> list[AdoptedProgram]:
    """The programs this prison runs today, each with its training modules (two queries)."""
    return adopted_programs(this_prison())


def module(program: str, code: str) -> tuple[AdoptedProgram, Module]:
    """A module of a program this prison runs today; raises NotFound (field `module`)."""
    for each in programs_with_modules():
        for found in each.modules if each.code == program else ():
            if found.code == code:
                return each, found
    rule = _("The prison runs no programme with this module.")
    raise NotFound(code="module-unknown", field="module", value=code[:20], rule=rule)


def titled(thing: Module | AdoptedProgram) -> str:
    """The title in the reader's language."""
    return thing.title_id if (get_language() or "id").startswith("id") else thing.title_en


def training_of(person: int, *, day: date) -> list[ProgramTraining]:
    """Every program of this prison with the person's results by module, what is begun first (three queries)."""
    results = ModuleResult.objects.filter(person__in=records_of([person])).order_by("attended_on", "attempt")
    by_module: dict[tuple[str, str], list[ModuleResult]] = {}
    for result in results:
        by_module.setdefault((result.program_code, result.module_code), []).append(result)
    return [ProgramTraining(program, tuple(_states(program, by_module, day))) for program in programs_with_modules()]


def _states(
    program: AdoptedProgram, results: dict[tuple[str, str], list[ModuleResult]], day: date
) -> Iterable[ModuleState]:
    for each in program.modules:
        attempts = tuple(results.get((program.code, each.code), ()))
        yield ModuleState(each, pass_mark(program.reference, each.kind, day), attempts)


def module_results(person: int) -> list[ModuleResult]:
    """Every result of a person, the newest first."""
    return list(ModuleResult.objects.filter(person__in=records_of([person])).order_by("-attended_on", "-pk"))


def last_attempts(program: str, module: str, persons: Iterable[int]) -> dict[int, int]:
    """How many attempts each of the persons has made at a module; who has made none is not there (one query)."""
    made = ModuleResult.objects.filter(program_code=program, module_code=module, person_id__in=list(persons))
    return dict(made.values_list("person_id").annotate(last=Max("attempt")))


def pass_mark(reference: str, kind: str, day: date) -> PassMark | None:
    """The pass mark of a kind of module of a template ("indramayu@1") on a day; None when none is in force."""
    template = reference.split("@", maxsplit=1)[0]
    return next(
        (
            mark
            for of, of_kind, first, last, mark in _pass_marks()
            if (of, of_kind) == (template, kind) and first <= day and (last is None or day <= last)
        ),
        None,
    )


@lru_cache(maxsize=1)
def _pass_marks() -> tuple[tuple[str, str, date, date | None, PassMark], ...]:
    rows = read_rows(
        REFERENCE, required={"template", "kind", "pass_mark", "valid_from", "valid_until", "source", "status"}
    )
    return tuple(
        (
            row["template"],
            row["kind"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            PassMark(int(row["pass_mark"]), row["source"], row["status"]),
        )
        for row in rows
    )
