"""Owns recording training: one module, one day, many people, in one act; and taking back what was entered by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound, Refused
from programs.library.document import Module
from programs.people import selectors
from programs.people.models import BEST_MARK, Certificate, ModuleResult
from programs.people.selectors import training
from programs.people.services.days import check_come
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.services import record

MOST_HOURS = 200  # of one module; a mistyped number is refused before it can be stored


@dataclass(frozen=True)
class Result:
    """What one person did: hours, the mark where the module is assessed, and which attempt the page meant (None: the next)."""

    person: int
    hours: Decimal
    mark: int | None = None
    attempt: int | None = None


def record_results(
    program: str, module: str, *, on: date, assessor: str = "", results: Sequence[Result], by: str
) -> int:
    """Everybody in `results` attended a module of a program on the day `on`; returns how many. All are written or none.

    Raises NotFound for a module the prison does not run; Refused for a day ahead, who was not held that day, hours, or a
    mark outside 0 to 100, missing or not asked for; Conflict when that attempt is recorded already.
    """
    check_come(on)
    adopted, taught = training.module(program, module)
    cards = _cards_on(on, results)
    for result in results:
        _check(taught, result, card=cards[result.person], assessor=assessor.strip())
    made = training.last_attempts(program, module, cards)
    with translated(REFUSALS, value=module), transaction.atomic():
        ModuleResult.objects.bulk_create(
            ModuleResult(
                person_id=result.person,
                program_code=program,
                module_code=module,
                kind=taught.kind,
                reference=adopted.reference,
                attempt=result.attempt or made.get(result.person, 0) + 1,
                attended_on=on,
                hours=result.hours,
                is_assessed=taught.is_assessed,
                mark=result.mark,
                assessor=assessor.strip()[:120] if taught.is_assessed else "",
                recorded_by=by,
            )
            for result in results
        )
        subject = f"module:{adopted.reference}/{module}"
        record("training.recorded", by=by, subject=subject, on=on.isoformat(), persons=list(cards))
    return len(results)


def remove_result(result: int, *, person: int, by: str) -> None:
    """A result entered by mistake is taken out, and that is in the audit. Raises NotFound, Conflict while a certificate rests on it."""
    with transaction.atomic():
        row = ModuleResult.objects.select_for_update().filter(pk=result, person_id=person).first()
        if row is None:
            rule = _("There is no such result here.")
            raise NotFound(code="result-unknown", field="result", value=result, rule=rule)
        if Certificate.objects.filter(person_id=person, program_code=row.program_code, withdrawn_on=None).exists():
            rule = _("A certificate rests on this result. Withdraw the certificate first.")
            raise Conflict(code="result-certified", field="result", value=row.module_code, rule=rule)
        on, mark = row.attended_on.isoformat(), row.mark
        subject = f"person:{person}"
        record("training.removed", by=by, subject=subject, module=row.cites, attempt=row.attempt, on=on, mark=mark)
        row.delete()


def _cards_on(day: date, results: Sequence[Result]) -> dict[int, str]:
    """The card numbers of everybody named, who must be held on the day and named once."""
    asked = [result.person for result in results]
    if not asked or len(set(asked)) != len(asked):
        rule = _("Tick who attended; everybody once.")
        raise Refused(code="nobody-attended", field="persons", value=len(asked), rule=rule)
    cards = dict(selectors.persons(day).filter(pk__in=asked).values_list("pk", "card_number"))
    missing = [person for person in asked if person not in cards]
    if missing:
        rule = _("Not held here on this day.")
        raise Refused(code="person-not-held", field=f"person-{missing[0]}", value=missing[0], rule=rule)
    return cards


def _check(taught: Module, result: Result, *, card: str, assessor: str) -> None:
    if not 0 < result.hours <= MOST_HOURS:
        rule = _("Hours are a number above 0 and at most %(most)d.") % {"most": MOST_HOURS}
        raise Refused(code="hours-range", field=f"hours-{result.person}", value=f"{card}: {result.hours}", rule=rule)
    if not taught.is_assessed:
        if result.mark is not None:
            rule = _("This module is not assessed: leave the mark empty.")
            raise Refused(code="mark-not-asked", field=f"mark-{result.person}", value=card, rule=rule)
        return
    if result.mark is None or not 0 <= result.mark <= BEST_MARK:
        rule = _("This module is assessed: give a mark from 0 to %(best)d.") % {"best": BEST_MARK}
        raise Refused(code="mark-range", field=f"mark-{result.person}", value=f"{card}: {result.mark}", rule=rule)
    if not assessor:
        rule = _("Name who assessed.")
        raise Refused(code="assessor-missing", field="assessor", value="", rule=rule)
