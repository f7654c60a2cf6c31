"""Owns overrides: the head lets somebody pass one soft gate of one program, with a reason, for at most 30 days."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import NotFound, Refused
from programs.people import selectors
from programs.people.models import LONGEST_OVERRIDE, SOFT_GATES, Override
from programs.people.services.days import check_come
from programs.people.services.enrolments import check_adopted
from programs.people.services.ranges import end_at
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record

RULE_1 = "ILO C29; UU 22/2022"


def override_gate(person: int, *, program: str, gate: str, reason: str, days: int, by: str) -> Override:
    """The person passes the soft gate from today for so many days (1 to 30); counted nationally. For the head alone.

    Raises NotFound, Refused for a hard gate (nobody overrides those), a gate that passes or a clearance that was never
    given, a reason under 10 characters, more than 30 days; Conflict when one holds already.
    """
    today = local_today()
    reason = checked_text(reason, field="reason", longest=300, shortest=10, is_needed=True)
    _check_days(days)
    check_adopted(program)
    held = selectors.held_person(person, on=today)
    _check_gate(person, program, gate, today)
    with translated(REFUSALS, value=held.card_number), transaction.atomic():
        row = Override.objects.create(
            person=held,
            program_code=program,
            gate=gate,
            reason=reason,
            during=(today, today + timedelta(days=days)),
            given_by=by,
        )
        record("gate.overridden", by=by, subject=f"person:{person}", program=program, gate=gate, days=days)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{today:%Y-%m}")
    return row


def end_override(override: int, *, on: date, by: str, person: int | None = None) -> None:
    """The override no longer holds from the day `on`; who is enrolled stays and is listed. Raises NotFound."""
    check_come(on)
    with transaction.atomic():
        row = Override.objects.select_for_update().filter(pk=override).first()
        if row is None or person not in (None, row.person_id):
            rule = _("There is no such override here.")
            raise NotFound(code="override-unknown", field="override", value=override, rule=rule)
        if not row.is_open_on(on):
            return
        end_at(Override.objects.filter(pk=override), on)
        record("override.ended", by=by, subject=f"person:{row.person_id}", override=override)


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST_OVERRIDE:
        rule = _("Choose 1 to %(most)d days.") % {"most": LONGEST_OVERRIDE}
        raise Refused(code="override-days", field="days", value=days, rule=rule)


def _check_gate(person: int, program: str, gate: str, day: date) -> None:
    found = next((each for each in selectors.gates(person, program, day) if each.code == gate), None)
    if gate not in SOFT_GATES or found is None or (found.kind == "hard" and not found.is_passed):
        rule = _("Nobody can override this gate.")
        raise Refused(code="gate-hard", field="gate", value=gate[:20], rule=rule, citation=RULE_1)
    if found.is_passed:
        rule = _("This gate is passed today; there is nothing to override.")
        raise Refused(code="gate-passed", field="gate", value=gate, rule=rule)
