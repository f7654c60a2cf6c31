"""Owns reading a session's register: who is on the list, what is marked, how full the day and the week are."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Value
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.people.selectors import Person, non_associated, on_list
from programs.records.selectors import kinds_of_staff
from programs.workshop.models import PRESENT, Attendance, AttendanceCorrection, Session, WorkWeek

WARNING_PERCENT = 80
COUNTED = (*(f"d{n}" for n in range(1, 8)), "day_cap", "week_cap")


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
    """Everybody on the session's list, and whoever is marked though no longer listed, by card number (two queries)."""
    marked = {row.person_id: row for row in Attendance.objects.filter(session=session).select_related("person")}
    listed = list(_with_weeks(on_list(session.program_code, session.day), session.day))
    persons = {row.person_id: row.person for row in listed}
    weeks = {row.person_id: _week_of(row) for row in listed}
    left = marked.keys() - persons.keys()
    weeks |= _weeks(left, session.day) if left else {}
    persons |= {pk: marked[pk].person for pk in left}
    ordered = sorted(persons.values(), key=lambda each: (len(each.card_number), each.card_number))
    return [_row(person, marked.get(person.pk), weeks.get(person.pk), session.day) for person in ordered]


def pairs_apart(rows: Iterable[RegisterRow], day: date) -> list[tuple[RegisterRow, RegisterRow]]:
    """Who of a register may not meet and is expected or present with the other (one query); never why."""
    there = {row.person: row for row in rows if row.state in {"", PRESENT}}
    return [(there[first], there[second]) for first, second in non_associated(there, day)]


def row_of(mark: Attendance, week: WorkWeek | None, *, day: date) -> RegisterRow:
    """The row of a mark whose person is read; of a week that is not at hand (one query more)."""
    found = week or _weeks([mark.person_id], day).get(mark.person_id)
    return _row(mark.person, mark, found, day)


def line_of(session: Session, person: int) -> RegisterRow:
    """One person's row as it is stored; raises NotFound for who is not on the session's list (up to three queries)."""
    mark = Attendance.objects.filter(session=session, person_id=person).select_related("person").first()
    if mark is not None:
        return row_of(mark, None, day=session.day)
    listed = on_list(session.program_code, session.day).filter(person_id=person).first()
    if listed is None:
        rule = _("This person is not on the list of the session.")
        raise NotFound(code="not-on-list", field="person", value=person, rule=rule)
    return _row(listed.person, None, _weeks([person], session.day).get(person), session.day)


def states_of(session: Session) -> Counter[str]:
    """How many of a session's people have which mark, "" for none yet (one query)."""
    marks = Attendance.objects.filter(session=session)
    by_state = marks.order_by().values("state").annotate(people=Count("pk")).values_list("state", "people")
    waiting = on_list(session.program_code, session.day).exclude(person__in=marks.values("person")).order_by()
    unmarked = waiting.values(state=Value("")).annotate(people=Count("pk")).values_list("state", "people")
    return Counter(dict(by_state.union(unmarked, all=True)))


@dataclass(frozen=True)
class Rival:
    """What somebody else has entered: the mark, who ("state", "instructor", "staff"), and when."""

    state: str
    minutes: int
    by: str
    at: datetime


def rivals(session: Session, persons: Collection[int]) -> dict[int, Rival]:
    """Who entered what stands in the register for these people, in terms of their role (two queries)."""
    rows = list(Attendance.objects.filter(session=session, person__in=persons))
    kinds = kinds_of_staff({row.recorded_by for row in rows})
    return {row.person_id: Rival(row.state, row.minutes, kinds[row.recorded_by], row.recorded_at) for row in rows}


@dataclass(frozen=True)
class Correction:
    """One entry about a closed register: who it is about, from what to what, why, by whom in terms of their role, when."""

    card_number: str
    short_name: str
    old_state: str
    old_minutes: int
    new_state: str
    new_minutes: int
    reason: str
    by: str
    at: datetime


def corrections(session: Session) -> list[Correction]:
    """What was put right after closing, newest first (two queries; one when there is nothing)."""
    rows = list(AttendanceCorrection.objects.filter(session=session).select_related("person").order_by("-at", "-pk"))
    kinds = kinds_of_staff({row.by for row in rows}) if rows else {}
    return [
        Correction(
            row.person.card_number,
            row.person.short_name,
            row.old_state,
            row.old_minutes,
            row.new_state,
            row.new_minutes,
            row.reason,
            kinds[row.by],
            row.at,
        )
        for row in rows
    ]


def unread_row(person: int) -> RegisterRow:
    """A person of a register before it is read: no mark, nothing counted."""
    return RegisterRow(person, "", "", "", 0, 0, 0, 0, is_near_cap=False)


def present(session: int) -> list[Attendance]:
    """Who was present, by card number. Selects the person."""
    rows = Attendance.objects.filter(session_id=session, state=PRESENT).select_related("person")
    return sorted(rows, key=lambda row: (len(row.person.card_number), row.person.card_number))


def sessions(
    *, program: str = "", state: str = "", order: str = "newest", today: date | None = None
) -> QuerySet[Session]:
    """Every session, newest first, with `marked` and `attended`; of one program; "open", "closed" or "cancelled".

    With `today` those of later days are left out, or are the only ones for the state "planned". Selects the officer.
    """
    marked = Count("attendance")
    attended = Count("attendance", filter=Q(attendance__state=PRESENT))
    found = Session.objects.select_related("officer").annotate(marked=marked, attended=attended)
    if program:
        found = found.filter(program_code=program)
    if state in {"open", "closed"}:
        found = found.filter(closed_at__isnull=state == "open", cancelled_at=None)
    elif state == "cancelled":
        found = found.filter(cancelled_at__isnull=False)
    if today is not None:
        found = found.filter(day__gt=today) if state == "planned" else found.filter(day__lte=today)
    is_oldest = order == "oldest"
    return found.order_by("day", "starts", "pk") if is_oldest else found.order_by("-day", "-starts", "-pk")


def open_sessions(day: date) -> list[Session]:
    """Sessions of a day whose register is open, by hour and place."""
    return list(Session.objects.filter(day=day, closed_at=None, cancelled_at=None).order_by("starts", "place", "pk"))


def _row(person: Person, mark: Attendance | None, found: WorkWeek | None, day: date) -> RegisterRow:
    week = found or WorkWeek(person=person)
    facts = (mark.state, mark.minutes, mark.version) if mark else ("", 0, 0)
    near = week.is_past(WARNING_PERCENT, day)
    minutes = (week.minutes_on(day), week.minutes)
    return RegisterRow(person.pk, person.card_number, person.short_name, *facts, *minutes, near)


def _with_weeks(listed: QuerySet[Any], day: date) -> QuerySet[Any]:
    """The list with the counters of each person's week of `day`, without a query more."""
    monday = day - timedelta(days=day.weekday())
    joined = FilteredRelation("person__workweek", condition=Q(person__workweek__monday=monday))
    found: QuerySet[Any] = listed.annotate(week=joined, **{name: F(f"week__{name}") for name in COUNTED})
    return found


def _week_of(listed: Any) -> WorkWeek | None:
    """The week that `_with_weeks` has joined; None where nothing is counted yet."""
    if listed.day_cap is None:
        return None
    return WorkWeek(person_id=listed.person_id, **{name: getattr(listed, name) for name in COUNTED})


def _weeks(persons: Iterable[int], day: date) -> dict[int, WorkWeek]:
    monday = day - timedelta(days=day.weekday())
    return {week.person_id: week for week in WorkWeek.objects.filter(person__in=list(persons), monday=monday)}
