"""Owns incidents: opened by whoever sees them or by a tool that is missing, followed up in notes, closed by the head."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, jobs
from core.errors import Conflict, Refused
from programs.people.selectors import held_person
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record, write_note
from programs.workshop import selectors
from programs.workshop.models import ACCIDENT, INCIDENT_KINDS, SEVERITIES, SHORTAGE, Incident, Session, ToolCount
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.words import checked_text

LONGEST_TEXT = 2000
LONGEST = {"body_part": 60, "first_aid": 200, "clinic": 120, "reported_to": 120}
MOST_DAYS_LOST = 365


@dataclass(frozen=True)
class Accident:
    """An accident at work: who, where on the body, how severe ("light", "serious", "fatal"), and what was done at once."""

    person: int
    body_part: str
    severity: str
    first_aid: str = ""
    clinic: str = ""
    days_lost: int | None = None


def report_incident(
    kind: str,
    *,
    day: date,
    place: str,
    text: str,
    by: str,
    hour: time | None = None,
    session: int | None = None,
    reported_to: str = "",
    accident: Accident | None = None,
) -> Incident:
    """Enter what happened. An accident, and only one, tells who was hurt and how.

    Raises Refused for a day that has not come, an unknown kind, missing words; NotFound for an unknown person or session.
    """
    if kind not in INCIDENT_KINDS or kind == SHORTAGE:
        rule = _("Choose accident, near miss or other; a missing tool opens an incident by itself.")
        raise Refused(code="kind-unknown", field="kind", value=kind[:20], rule=rule)
    if day > local_today():
        rule = _("Choose today or a day before: this is entered when it has happened.")
        raise Refused(code="day-ahead", field="day", value=day.isoformat(), rule=rule)
    facts = {
        "place": checked_text(place, field="place", longest=60),
        "text": checked_text(text, field="text", longest=LONGEST_TEXT),
        "reported_to": checked_text(reported_to, field="reported_to", longest=120, required=False),
    }
    held = selectors.session(session) if session is not None else None
    with translated(REFUSALS, value=kind), transaction.atomic():
        row = Incident(kind=kind, day=day, hour=hour, session=held, opened_by=by, **facts)
        _hurt(row, accident)
        row.save(force_insert=True)
        record("incident.opened", by=by, subject=f"incident:{row.pk}", kind=kind)
        jobs.publish("workshop.period_dirty", prison=this_prison(), period=f"{day:%Y-%m}")
    return row


def open_shortage(session: Session, short: Sequence[ToolCount], *, by: str) -> Incident:
    """The incident of tools that are not back when a session closes; the caller holds the session."""
    titles = selectors.tool_titles(this_prison(), session.program_code)
    lines = [
        f"{titles.get(each.tool, each.tool)}: {each.missing}/{each.out_pieces}. {each.note}".strip() for each in short
    ]
    row = Incident.objects.create(
        kind=SHORTAGE, day=session.day, place=session.place, session=session, text="\n".join(lines), opened_by=by
    )
    record("incident.opened", by=by, subject=f"incident:{row.pk}", kind=SHORTAGE)
    return row


def follow_up(incident: int, *, text: str, by: str, days_lost: int | None = None) -> None:
    """Write what was done or found since; `days_lost` of an accident is corrected with it. Closed, it takes no more notes."""
    text = checked_text(text, field="text", longest=LONGEST_TEXT)
    with translated(REFUSALS, value=incident), transaction.atomic():
        row = selectors.incident_for_change(incident)
        _check_open(row)
        if days_lost is not None and days_lost != row.days_lost:
            _check_days(row, days_lost)
            row.days_lost, row.version = days_lost, row.version + 1
            row.save(update_fields=["days_lost", "version"])
        write_note(f"incident:{incident}", text, by=by)
        record("incident.followed", by=by, subject=f"incident:{incident}", days_lost=row.days_lost)


def close_incident(incident: int, *, result: str, by: str) -> None:
    """The head closes an incident with what came of it. Raises Conflict when it is closed already."""
    result = checked_text(result, field="result", longest=LONGEST_TEXT)
    with transaction.atomic():
        row = selectors.incident_for_change(incident)
        _check_open(row)
        row.closed_by, row.closed_at, row.result, row.version = by, clock.now(), result, row.version + 1
        row.save(update_fields=["closed_by", "closed_at", "result", "version"])
        record("incident.closed", by=by, subject=f"incident:{incident}")


def _check_open(row: Incident) -> None:
    if row.closed_at is not None:
        raise Conflict(
            code="incident-closed", field="incident", value=row.pk, rule=_("This incident is closed with its result.")
        )


def _check_days(row: Incident, days: int) -> None:
    if row.kind != ACCIDENT or not 0 <= days <= MOST_DAYS_LOST:
        rule = _("Days lost are of an accident, 0 to %(most)d.") % {"most": MOST_DAYS_LOST}
        raise Refused(code="days-lost-unfit", field="days_lost", value=days, rule=rule)


def _hurt(row: Incident, accident: Accident | None) -> None:
    if (row.kind == ACCIDENT) != (accident is not None):
        rule = _("An accident tells who was hurt; nothing else does.")
        raise Refused(code="accident-facts", field="person", value=row.kind, rule=rule)
    if accident is None:
        return
    if accident.severity not in SEVERITIES:
        rule = _("Choose how severe it is.")
        raise Refused(code="severity-unknown", field="severity", value=accident.severity[:20], rule=rule)
    if accident.days_lost is not None:
        _check_days(row, accident.days_lost)
    facts = asdict(accident)
    for field in ("body_part", "first_aid", "clinic"):
        facts[field] = checked_text(facts[field], field=field, longest=LONGEST[field], required=field == "body_part")
    row.person = held_person(facts.pop("person"), on=row.day)
    for name, value in facts.items():
        setattr(row, name, value)
