"""Owns reading a session's register: who is on the list, what is marked, how full the day and the week are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from programs.people.selectors import on_list
from programs.workshop.models import PRESENT, Attendance, Session, WorkWeek

WARNING_PERCENT = 80


@dataclass(frozen=True)
class RegisterRow:
    """One person of a session: card number and short name, the mark ("" while there is none), minutes so far."""

    person: int
    card_number: str
    short_name: str
    state: str
    minutes: int
    version: int
    day_minutes: int
    week_minutes: int
    is_near_cap: bool


def register(session: Session) -> list[RegisterRow]:
    """Everybody on the session's list, and whoever is marked though no longer listed, by card number (three queries)."""
    marked = {row.person_id: row for row in Attendance.objects.filter(session=session).select_related("person")}
    persons = {row.person_id: row.person for row in on_list(session.program_code, session.day)}
    persons |= {pk: row.person for pk, row in marked.items()}
    weeks = _weeks(persons, session.day)
    rows = []
    for person in sorted(persons.values(), key=lambda each: (len(each.card_number), each.card_number)):
        mark, week = marked.get(person.pk), weeks.get(person.pk) or WorkWeek(person=person)
        day_minutes = week.minutes_on(session.day)
        facts = (mark.state, mark.minutes, mark.version) if mark else ("", 0, 0)
        near = week.is_past(WARNING_PERCENT, session.day)
        rows.append(
            RegisterRow(person.pk, person.card_number, person.short_name, *facts, day_minutes, week.minutes, near)
        )
    return rows


def unread_row(person: int) -> RegisterRow:
    """A person of a register before it is read: no mark, nothing counted."""
    return RegisterRow(person, "", "", "", 0, 0, 0, 0, is_near_cap=False)


def present(session: int) -> list[Attendance]:
    """Who was present, by card number. Selects the person."""
    rows = Attendance.objects.filter(session_id=session, state=PRESENT).select_related("person")
    return sorted(rows, key=lambda row: (len(row.person.card_number), row.person.card_number))


def sessions(*, program: str = "", state: str = "", order: str = "newest") -> QuerySet[Session]:
    """Every session, newest first, with `marked` and `attended`; of one program, "open" or "closed". Selects the officer."""
    marked = Count("attendance")
    attended = Count("attendance", filter=Q(attendance__state=PRESENT))
    found = Session.objects.select_related("officer").annotate(marked=marked, attended=attended)
    if program:
        found = found.filter(program_code=program)
    if state in {"open", "closed"}:
        found = found.filter(closed_at__isnull=state == "open")
    is_oldest = order == "oldest"
    return found.order_by("day", "starts", "pk") if is_oldest else found.order_by("-day", "-starts", "-pk")


def _weeks(persons: Iterable[int], day: date) -> dict[int, WorkWeek]:
    monday = day - timedelta(days=day.weekday())
    return {week.person_id: week for week in WorkWeek.objects.filter(person__in=list(persons), monday=monday)}
