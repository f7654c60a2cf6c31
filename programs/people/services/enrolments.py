"""Owns enrolment: who takes part in which program in which days. The hard gates are the database's (product rule 1)."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import NotFound, Refused
from programs.library.selectors import adopted_programs
from programs.people import selectors
from programs.people.models import Consent, Enrolment, Person
from programs.people.services.consents import ended
from programs.people.services.days import check_near
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.people.services.waiting import end_applications
from programs.records.refusals import translated
from programs.records.selectors import this_place, this_prison
from programs.records.services import record, write_note


def enrol(person: int, *, program: str, purpose: str = "sale", starts: date, by: str) -> Enrolment:
    """Enrol the person from the day `starts` in a program this prison runs, for production for sale or for training.

    For sale it lasts as long as the consent to work that holds on `starts`. Raises NotFound for an unknown person or
    program, Refused (with citation) without consent, under 18, not convicted, or in an LPKA, Refused ("gate-decision",
    "gate-clearance", ...) for a gate that is neither passed nor overridden on `starts`; Conflict when enrolled.
    """
    check_near(starts, field="starts")
    held = selectors.held_person(person, on=starts)
    _check_program(program, purpose)
    consent = _consent_to_work(person, starts) if purpose == "sale" else None
    with translated(REFUSALS, value=held.card_number), transaction.atomic():
        _hold_list(program)
        enrolment = Enrolment.objects.create(
            person=held,
            person_kind=held.kind,
            adult_from=held.adult_from,
            program_code=program,
            purpose=purpose[:10],
            consent=consent,
            consent_during=consent and consent.during,
            during=(starts, consent and consent.during.upper),
            enrolled_by=by,
        )
        _check_gates(held, program, starts, purpose)
        end_applications(person, program=program, outcome="enrolled")
        record("person.enrolled", by=by, subject=f"person:{person}", program=program, purpose=purpose)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{starts:%Y-%m}")
    return enrolment


def end_enrolment(
    enrolment: int, *, on: date, by: str, person: int | None = None, reason: str = "finished", note: str = ""
) -> None:
    """The person no longer takes part from the day `on`, for one of `REMOVALS`; what ended before stays as it is.

    Raises NotFound (also when it is not of the `person` given), Refused for an unknown reason, and Conflict when work is
    registered on or after `on`. The note stands in the person's own record, nowhere else.
    """
    check_near(on)
    note = checked_text(note, field="note", longest=200)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        row = selectors.enrolment_for_change(enrolment, person=person)
        if row.during.isempty or (row.during.upper is not None and row.during.upper <= on):
            return
        row.during, row.ended_reason = ended(row.during.lower, on), reason[:12]
        row.save(update_fields=["during", "ended_reason"])
        if note:
            write_note(f"enrolment:{row.pk}", note, by=by)
        record("enrolment.ended", by=by, subject=f"person:{row.person_id}", program=row.program_code, reason=reason)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def _consent_to_work(person: int, day: date) -> Consent | None:
    return Consent.objects.filter(person_id=person, purpose="work", during__contains=day).first()


def _check_gates(person: Person, program: str, day: date, purpose: str) -> None:
    """The soft gates, once the database has let the row pass the hard ones; every one that is shut is told at once."""
    met = selectors.gates_of([person], program, day, purpose=purpose)[person.pk]
    shut = [gate for gate in met if not gate.is_open]
    if shut:
        rule = " ".join(gate.detail for gate in shut)
        raise Refused(code=f"gate-{shut[0].code}", field="program", value=person.card_number, rule=rule)


def _hold_list(program: str) -> None:
    """Until the transaction ends nobody else is enrolled in this program here: the last place is given once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"people.list/{this_prison()}/{program}"]
        )


def check_adopted(program: str) -> None:
    """Raise NotFound for a program that this prison does not run today."""
    if program not in {adopted.code for adopted in adopted_programs(this_prison())}:
        rule = _("This prison does not run a programme with this code.")
        raise NotFound(code="program-not-adopted", field="program", value=program[:80], rule=rule)


def _check_program(program: str, purpose: str) -> None:
    check_adopted(program)
    if this_place().kind == "lpka" and purpose != "training":
        rule = _("An institution for children runs training only.")
        raise Refused(
            code="training-only", field="purpose", value=purpose[:20], rule=rule, citation="UU 22/2022; ILO C138"
        )
