"""Owns reading when a prison works: its slots, its closed days and other hours, and the sessions that come of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.workshop.models import DAY_CAP, PRESENT, WEEK_CAP, CalendarSpan, DayClose, Session, WeeklySlot
from programs.workshop.selectors.holidays import Holiday, holidays

Hours = tuple[time, time]
MOST_WEEKDAYS = 6  # one day of rest


@dataclass(frozen=True)
class Regime:
    """The spans that touch some days: which of them are closed and why, and which have other hours."""

    spans: list[CalendarSpan]

    def closed_by(self, day: date) -> str:
        """Why the day is closed: a span's or a holiday's title; empty when the workshop works."""
        if found := self._of(day, "closed"):
            return found.title
        holiday = holidays().get(day)
        return holiday.title if holiday and holiday.is_reported and not self._of(day, "hours") else ""

    def hours_of(self, day: date) -> CalendarSpan | None:
        """The span whose hours bind the day; None without one."""
        return self._of(day, "hours")

    def within(self, day: date, starts: time, ends: time) -> Hours | None:
        """The part of a slot's hours that the day allows; None when nothing is left or the day is closed."""
        if self.closed_by(day):
            return None
        found = self.hours_of(day)
        if found is not None and found.starts is not None and found.ends is not None:
            starts, ends = max(starts, found.starts), min(ends, found.ends)
        return (starts, ends) if starts < ends else None

    def _of(self, day: date, kind: str) -> CalendarSpan | None:
        return next((span for span in self.spans if span.kind == kind and _holds(span, day)), None)


@dataclass(frozen=True)
class CalendarDay:
    """One day of the calendar: its sessions in order, why it is closed, whose hours bind it, the holiday on it."""

    day: date
    sessions: Sequence[Session] = field(default_factory=list)
    closed_by: str = ""
    hours: CalendarSpan | None = None
    holiday: Holiday | None = None
    is_written_off: bool = False


@dataclass(frozen=True)
class OverCap:
    """A program whose slots ask more of one person than the caps allow: minutes of its fullest day and of the week."""

    program: str
    day_minutes: int
    week_minutes: int
    weekdays: int


def regime(first: date, last: date) -> Regime:
    """The spans of the days from first to last, both included (one query)."""
    days = (first, last + timedelta(days=1))
    return Regime(list(CalendarSpan.objects.filter(during__overlap=days).order_by("during", "pk")))


def calendar_days(first: date, last: date) -> list[CalendarDay]:
    """Every day from first to last with its sessions (`attended`, officer, agreement) and what closes it (three queries)."""
    rules, by_day = regime(first, last), defaultdict(list)
    attended = Count("attendance", filter=Q(attendance__state=PRESENT))
    found = Session.objects.filter(day__range=(first, last)).select_related("officer", "agreement")
    for row in found.annotate(attended=attended).order_by("starts", "place", "pk"):
        by_day[row.day].append(row)
    closed = set(DayClose.objects.filter(day__range=(first, last), reopened_at=None).values_list("day", flat=True))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        CalendarDay(
            day,
            by_day[day],
            rules.closed_by(day),
            rules.hours_of(day),
            holidays().get(day),
            is_written_off=day in closed,
        )
        for day in days
    ]


def slots(day: date) -> list[WeeklySlot]:
    """The slots that hold on `day` or later, by weekday and hour. Selects officer and agreement."""
    found = WeeklySlot.objects.filter(Q(during__upper_inf=True) | Q(during__endswith__gt=day), during__isempty=False)
    return list(found.select_related("officer", "agreement").order_by("weekday", "starts", "place", "pk"))


def slots_between(first: date, last: date) -> list[WeeklySlot]:
    """The slots that hold on some day from first to last. Selects the agreement."""
    found = WeeklySlot.objects.filter(during__overlap=(first, last + timedelta(days=1)))
    return list(found.select_related("agreement").order_by("pk"))


def spans(day: date) -> list[CalendarSpan]:
    """The closed days and other hours that end on `day` or later, the next first."""
    return list(CalendarSpan.objects.filter(during__endswith__gt=day).order_by("during", "pk"))


def over_caps(held: list[WeeklySlot]) -> list[OverCap]:
    """The programs whose slots ask more than 7 hours a day, 40 a week or seven days of whoever is in all of them."""
    minutes: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for slot in held:
        minutes[slot.program_code][slot.weekday] += _length(slot.starts, slot.ends)
    found = [OverCap(code, max(days.values()), sum(days.values()), len(days)) for code, days in sorted(minutes.items())]
    return [
        each
        for each in found
        if each.day_minutes > DAY_CAP or each.week_minutes > WEEK_CAP or each.weekdays > MOST_WEEKDAYS
    ]


def slot_for_change(pk: int) -> WeeklySlot:
    """One slot, locked until the transaction ends; raises NotFound."""
    row = WeeklySlot.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise NotFound(code="slot-unknown", field="slot", value=pk, rule=_("There is no such slot here."))
    return row


def span_for_change(pk: int) -> CalendarSpan:
    """One entry of the calendar, locked until the transaction ends; raises NotFound."""
    row = CalendarSpan.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise NotFound(code="span-unknown", field="span", value=pk, rule=_("There is no such entry in the calendar."))
    return row


def _holds(span: CalendarSpan, day: date) -> bool:
    first, last = span.first_day, span.last_day
    return first is not None and last is not None and first <= day <= last


def _length(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
