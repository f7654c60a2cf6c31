"""Owns what a Bapas counsellor records after release: each talk once, changed only by saying so, never without consent."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from programs.people.models import FollowUp
from programs.people.selectors.following import Released, released_people, released_person
from programs.people.services.days import check_come
from programs.people.services.refusals import REFUSALS
from programs.records.cells import cell
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record

EXPORTED = (
    "card_number",
    "released_on",
    "months",
    "due_on",
    "state",
    "held_on",
    "reached",
    "work",
    "business_runs",
    "reoffended",
    "demo",
)


def record_follow_up(
    person: int,
    months: int,
    *,
    held_on: date,
    is_reached: bool,
    work: str,
    business_runs: str,
    reoffended: str,
    note: str = "",
    by: str,
) -> FollowUp:
    """Record the talk of so many months; again replaces it, and the audit keeps that it was changed.

    Raises NotFound for who is held or has no consent to sharing that holds today; Refused for another month, a day ahead or
    before release, or findings about somebody who was not reached.
    """
    check_come(held_on, field="held_on")
    row = released_person(person, day=local_today())
    talk = next((each for each in row.talks if each.months == months), None)
    if talk is None or held_on < row.released_on:
        field, value = ("months", str(months)) if talk is None else ("held_on", held_on.isoformat())
        rule = _("Talks are due 3, 6, 12 and 24 months after release, and held on a day after it.")
        raise Refused(code="talk-unknown", field=field, value=value, rule=rule)
    facts = {
        "due_on": talk.due_on,
        "held_on": held_on,
        "is_reached": is_reached,
        "work": work[:12],
        "business_runs": business_runs[:8],
        "reoffended": reoffended[:8],
        "note": note.strip()[:300],
        "recorded_by": by,
    }
    with translated(REFUSALS, value=months), transaction.atomic():
        found, is_new = FollowUp.objects.update_or_create(person_id=person, months=months, defaults=facts)
        act = "followup.recorded" if is_new else "followup.changed"
        record(act, by=by, subject=f"person:{person}", months=months, reached=is_reached, reoffended=found.reoffended)
    return found


def export_follow_ups(day: date, *, is_demo: bool, by: str) -> list[list[str]]:
    """Every talk of everybody on the list as rows for a spreadsheet, headings first, without names or notes; audited."""
    with transaction.atomic():
        rows = [line for row in released_people(day) for line in _lines(row, is_demo=is_demo)]
        record("followups.exported", by=by, subject="followups", rows=len(rows))
    return [list(EXPORTED), *rows]


def _lines(row: Released, *, is_demo: bool) -> list[list[str]]:
    lines = []
    for talk in row.talks:
        known = [row.person.card_number, row.released_on, talk.months, talk.due_on, talk.state]
        found = talk.found
        said = (
            [found.held_on, found.is_reached, found.work, found.business_runs, found.reoffended] if found else [""] * 5
        )
        lines.append([cell(value) for value in (*known, *said, str(is_demo).lower())])
    return lines
