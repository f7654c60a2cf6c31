"""Owns reading the gates before enrolment (product rule 1): hard ones nobody overrides, soft ones the head may, dated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.people.models import Person
from programs.people.selectors.gate_facts import GateFacts
from programs.people.selectors.persons import person as one_person

HARD = ("convicted", "adult", "consent")
RISKY = ("high", "very-high")
TRAINING = ("association", "places")  # what also binds who only learns


@dataclass(frozen=True)
class Gate:
    """One gate of a program and whether a person passes it on a day, in words. A hard one is never overridden."""

    code: str
    kind: str
    is_passed: bool
    detail: str
    is_overridden: bool = False

    @property
    def is_open(self) -> bool:
        """Passed, or let pass by the head."""
        return self.is_passed or (self.kind == "soft" and self.is_overridden)


def gates(person: int, program: str, day: date, *, purpose: str = "sale") -> list[Gate]:
    """Every gate that a person meets for a program on `day`; raises NotFound. As `gates_of`."""
    return gates_of([one_person(person)], program, day, purpose=purpose)[person]


def gates_of(persons: Sequence[Person], program: str, day: date, *, purpose: str = "sale") -> dict[int, list[Gate]]:
    """The gates of several persons, hard ones first, in nine queries however many they are.

    Production for sale meets all of them, training only who may not meet and the places. An expired clearance is soft;
    none at all, or "unfit", is hard.
    """
    facts = GateFacts.of([each.pk for each in persons], program, day)
    return {each.pk: list(_of(each, facts, purpose)) for each in persons}


def _of(who: Person, facts: GateFacts, purpose: str) -> list[Gate]:
    soft = [
        _soft(who, facts, "association", not facts.apart.get(who.pk), _association(who, facts)),
        _soft(who, facts, "places", facts.has_place(who.pk), _places(who, facts)),
    ]
    if purpose != "sale":
        return soft
    risk, decision = facts.risk.get(who.pk, ""), facts.decisions.get(who.pk)
    return [
        *_hard(who, facts),
        _soft(who, facts, "decision", decision is not None, _decision(decision)),
        _clearance(who, facts),
        _soft(who, facts, "risk", risk not in RISKY, _risk(risk)),
        *soft,
    ]


def _hard(who: Person, facts: GateFacts) -> list[Gate]:
    is_convicted, is_adult = who.kind == "narapidana", who.adult_from <= facts.day
    is_consented = who.pk in facts.consented
    told = _("convicted") if is_convicted else _("not convicted: training may be offered")
    age = (
        _("18 or over") if is_adult else _("18 is certain from %(day)s") % {"day": date_format(who.adult_from, "j F Y")}
    )
    consent = _("given") if is_consented else _("not given: ask for it and record it")
    return [
        Gate("convicted", "hard", is_convicted, told),
        Gate("adult", "hard", is_adult, age),
        Gate("consent", "hard", is_consented, consent),
    ]


def _soft(who: Person, facts: GateFacts, code: str, is_passed: bool, detail: str) -> Gate:
    return Gate(code, "soft", is_passed, detail, not is_passed and (who.pk, code) in facts.overridden)


def _decision(numbers: Mapping[str, str] | None) -> str:
    if numbers is None:
        return _("No decision of the board (TPP) is recorded for this programme.")
    return _("TPP %(board)s, SK %(decree)s") % numbers


def _clearance(who: Person, facts: GateFacts) -> Gate:
    health = facts.health.get(who.pk)
    if health is None:
        return Gate("clearance", "hard", is_passed=False, detail=_("No health clearance is recorded."))
    last_day = {"day": date_format(health.last_day, "j F Y") if health.last_day else ""}
    if health.level == "unfit":
        return Gate("clearance", "hard", is_passed=False, detail=_("Found unfit for work."))
    if health.is_open_on(facts.day):
        told = _("fit until %(day)s") if health.level == "fit" else _("light work only, until %(day)s")
        return _soft(who, facts, "clearance", True, told % last_day)
    return _soft(who, facts, "clearance", False, _("The health clearance ended on %(day)s.") % last_day)


def _risk(level: str) -> str:
    words = {"": _("not assessed"), "low": _("low"), "medium": _("medium")}
    return words.get(level) or _("The risk is assessed as high.")


def _association(who: Person, facts: GateFacts) -> str:
    cards = facts.apart.get(who.pk)
    if not cards:
        return _("nobody on this list is to be kept apart")
    return _("May not meet %(cards)s, who is on this list.") % {"cards": ", ".join(cards)}


def _places(who: Person, facts: GateFacts) -> str:
    if facts.places is None:
        return _("the template states no number of places")
    numbers = {"taken": facts.taken_beside(who.pk), "places": facts.places}
    if facts.has_place(who.pk):
        return _("%(taken)d of %(places)d places taken") % numbers
    return _("All %(places)d places are taken.") % numbers
