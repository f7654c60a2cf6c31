"""Owns the skills passport: work, modules and certificates of one person on a paper that names no prison."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import override

from core.papers import paper
from programs.library.selectors import adoption_history
from programs.people.selectors import certificates, training
from programs.people.selectors import person as person_of
from programs.records.selectors import this_prison
from programs.workshop.selectors import StepDone, WorkDone, step_titles, steps_of, work_done
from tenants.viewer import Place

PASSPORT = Path(__file__).parent / "typesetting" / "passport.typ"
OWN_BUSINESS = ("Kewirausahaan", "Running a business")
SHOWN = ("safety", "craft", "wirausaha")  # the module on rights tells where it was taught; it is no skill


@dataclass(frozen=True)
class Passport:
    """What a person can show: work by program, modules passed, certificates that hold."""

    name: str
    work: tuple[tuple[tuple[str, str], WorkDone], ...]
    steps: tuple[StepDone, ...]
    modules: tuple[dict[str, Any], ...]
    certificates: tuple[certificates.Certificate, ...]


def passport_of(person: int, *, place: Place, day: date) -> Passport:
    """The passport of a person of a prison; raises NotFound."""
    titles = {each.program_code: (each.title_id, each.title_en) for each in adoption_history(place.code)}
    work = tuple((titles.get(each.program_code, (each.program_code,) * 2), each) for each in work_done(person))
    held = tuple(each for each in certificates.certificates(person) if each.withdrawn_on is None)
    return Passport(person_of(person).name, work, tuple(steps_of(person)), tuple(_modules(person, day)), held)


def passport_facts(found: Passport, *, day: date, is_demo: bool) -> dict[str, Any]:
    """What stands on the paper: Indonesian with English beneath, days and numbers as in Indonesian."""
    with override("id"):
        return {
            "demo": is_demo,
            "name": found.name,
            "printed_on": date_format(day, "j F Y"),
            "work": [
                {
                    "id": titles[0],
                    "en": titles[1],
                    "hours": _hours(each.minutes),
                    "days": each.days,
                    "steps": _steps(each, found.steps),
                    **_span(each),
                }
                for titles, each in found.work
            ],
            "modules": list(found.modules),
            "certificates": [
                {
                    "id": each.skill_id,
                    "en": each.skill_en,
                    "issuer": each.issuer,
                    "number": each.code,
                    "on": date_format(each.issued_on, "j F Y"),
                    "address": f"{settings.ORIGIN}/sertifikat/{each.code}/",
                }
                for each in found.certificates
            ],
        }


def passport_paper(found: Passport, *, day: date, place: Place) -> bytes:
    """The passport as PDF; that of invented data says so and carries the watermark."""
    is_demo = settings.DEMO or place.is_demo
    facts = passport_facts(found, day=day, is_demo=is_demo)
    return paper(PASSPORT, facts, title="Paspor keterampilan", is_demo=is_demo)


def _modules(person: int, day: date) -> list[dict[str, Any]]:
    shown = []
    with override("id"):
        for program in training.training_of(person, day=day):
            for state in program.passed:
                if state.module.kind in SHOWN and state.passed:
                    own = state.module.kind == "wirausaha"
                    titles = OWN_BUSINESS if own else (state.module.title_id, state.module.title_en)
                    hours = number_format(state.passed.hours.normalize(), use_l10n=True)
                    on = date_format(state.passed.attended_on, "j F Y")
                    shown.append(
                        {"id": titles[0], "en": titles[1], "hours": hours, "on": on, "code": state.module.code}
                    )
    return shown


def _steps(done: WorkDone, steps: tuple[StepDone, ...]) -> str:
    """The steps of a program at which the person worked, with hours, in Indonesian; empty where none are told apart."""
    theirs = [each for each in steps if each.program_code == done.program_code]
    titles = step_titles(this_prison(), done.program_code) if theirs else {}
    return ", ".join(f"{titles.get(each.step, each.step)} {_hours(each.minutes)} jam" for each in theirs)


def _hours(minutes: int) -> str:
    """Whole hours, as a passport tells them; what is less than one is one tenth at least."""
    return number_format(round(minutes / 60, 1), decimal_pos=1, use_l10n=True)


def _span(done: WorkDone) -> dict[str, str]:
    return {"first": date_format(done.first, "F Y"), "last": date_format(done.last, "F Y")}
