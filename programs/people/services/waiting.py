"""Owns waiting for a program: asked for, taken back, ended by enrolment or leaving. The order is the instant of asking."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, NotFound
from programs.library.selectors import adopted_programs
from programs.people import selectors
from programs.people.models import Application
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record


def apply(person: int, *, program: str, by: str) -> Application:
    """The person asks for a place in a program and waits from this instant on.

    Raises NotFound for an unknown person or program, Refused when not held, Conflict when waiting or enrolled already.
    """
    held = selectors.held_person(person, on=local_today())
    if program not in {each.code for each in adopted_programs(this_prison())}:
        rule = _("This prison does not run a programme with this code.")
        raise NotFound(code="program-not-adopted", field="program", value=program[:80], rule=rule)
    if any(each.program_code == program and each.is_open_on(local_today()) for each in selectors.enrolments(person)):
        rule = _("The person is enrolled in this programme in these days already.")
        raise Conflict(code="enrolled-already", field="program", value=held.card_number, rule=rule)
    with translated(REFUSALS, value=held.card_number), transaction.atomic():
        row = Application.objects.create(person=held, program_code=program, applied_at=clock.now(), entered_by=by)
        record("application.entered", by=by, subject=f"person:{person}", program=program)
    return row


def end_application(application: int, *, by: str, outcome: str = "withdrawn") -> Application:
    """The person no longer waits: by own wish ("withdrawn") or because it was entered by "mistake". Again changes nothing."""
    with transaction.atomic():
        row = selectors.application_for_change(application)
        if row.ended_at is None:
            row.ended_at, row.outcome = clock.now(), outcome
            row.save(update_fields=["ended_at", "outcome"])
            subject = f"person:{row.person_id}"
            record("application.ended", by=by, subject=subject, program=row.program_code, outcome=outcome)
    return row


def end_applications(person: int, *, outcome: str, program: str | None = None) -> None:
    """Whatever the person waits for ends, or one program alone; the caller writes the audit of why."""
    rows = Application.objects.filter(person_id=person, ended_at=None)
    if program is not None:
        rows = rows.filter(program_code=program)
    rows.update(ended_at=clock.now(), outcome=outcome)


def reopen_applications(person: int) -> None:
    """What ended with the last leaving goes on in its old place, for the leaving was a mistake."""
    left = Application.objects.filter(person_id=person, outcome="left")
    last = left.aggregate(at=Max("ended_at"))["at"]
    again = Application.objects.filter(person_id=person, ended_at=None).values("program_code")
    left.filter(ended_at=last).exclude(program_code__in=again).update(ended_at=None, outcome="")
