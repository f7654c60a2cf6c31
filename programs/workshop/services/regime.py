"""Owns the regime: slots of a week added and ended, days closed or given other hours, planned sessions following."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import clock
from core.errors import Refused
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import ensure_officer, record
from programs.workshop import selectors
from programs.workshop.models import SPAN_KINDS, CalendarSpan, Session, WeeklySlot
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.sessions import check_program
from programs.workshop.services.words import checked_text

MOST_PLACES = 500
LONGEST_SPAN = 366


@dataclass(frozen=True)
class SlotFacts:
    """A slot: program, place, weekday (1 is Monday), hours, officer, places, for a partner or not, from when until when."""

    program: str
    place: str
    weekday: int
    starts: time
    ends: time
    officer: UUID
    officer_name: str
    capacity: int
    first: date
    last: date | None = None
    agreement: int | None = None


def add_slot(facts: SlotFacts, *, by: str) -> WeeklySlot:
    """Add a slot; sessions come of it when they are planned. Raises Refused, Conflict where the place is taken."""
    place = facts.place.strip()
    check_program(facts.program, place=place, prison=this_prison())
    if not 0 < facts.capacity <= MOST_PLACES:
        rule = _("Places are 1 to %(most)d.") % {"most": MOST_PLACES}
        raise Refused(code="capacity-unfit", field="capacity", value=facts.capacity, rule=rule)
    if facts.last is not None and facts.last < facts.first:
        rule = _("The last day is not before the first.")
        raise Refused(code="days-backwards", field="last", value=facts.last.isoformat(), rule=rule)
    with translated(REFUSALS, value=place), transaction.atomic():
        officer = ensure_officer(facts.officer, name=facts.officer_name, is_state=True)
        row = WeeklySlot.objects.create(
            program_code=facts.program,
            place=place,
            weekday=facts.weekday,
            starts=facts.starts,
            ends=facts.ends,
            officer=officer,
            capacity=facts.capacity,
            agreement=_agreement(facts),
            during=(facts.first, facts.last and facts.last + timedelta(days=1)),
            added_by=by,
        )
        record("slot.added", by=by, subject=f"slot:{row.pk}", program=facts.program, weekday=facts.weekday)
    return row


def end_slot(slot: int, *, on: date, by: str) -> int:
    """The slot no longer holds from the day `on`; planned sessions of that day and later are cancelled. Returns how many.

    Ended already on or before that day, it changes nothing. Raises Refused for a day that is over.
    """
    if on < local_today():
        rule = _("Choose today or a later day.")
        raise Refused(code="day-over", field="on", value=on.isoformat(), rule=rule)
    with transaction.atomic():
        row = selectors.slot_for_change(slot)
        if not row.is_open_on(on):
            return 0
        row.during = (row.during.lower, max(on, row.first_day or on))
        row.save(update_fields=["during"])
        cancelled = _cancel(_planned(on).filter(slot=row), reason=_("The slot has ended."), by=by)
        record("slot.ended", by=by, subject=f"slot:{slot}", on=on.isoformat(), cancelled=cancelled)
    return cancelled


def add_span(
    kind: str,
    *,
    first: date,
    last: date,
    title: str,
    source: str,
    by: str,
    starts: time | None = None,
    ends: time | None = None,
) -> CalendarSpan:
    """Close days, or bind them to hours (Ramadan); planned sessions that have not begun follow: cancelled or shortened.

    Raises Refused for days that are over, run backwards or are more than a year, Conflict where other hours hold already.
    """
    title = checked_text(title, field="title", longest=80)
    source = checked_text(source, field="source", longest=200)
    _check_span(kind, first, last, starts, ends)
    with translated(REFUSALS, value=title), transaction.atomic():
        row = CalendarSpan.objects.create(
            kind=kind,
            during=(first, last + timedelta(days=1)),
            title=title,
            source=source,
            starts=starts if kind == "hours" else None,
            ends=ends if kind == "hours" else None,
            added_by=by,
        )
        changed = _follow(first, last, title=title, by=f"span:{row.pk}")
        record("span.added", by=by, subject=f"span:{row.pk}", kind=kind, sessions=changed)
    return row


def remove_span(span: int, *, by: str) -> int:
    """Take a closed day or other hours back; sessions that it cancelled and whose day is not over are held again.

    Returns how many. Sessions that were shortened keep their hours.
    """
    with transaction.atomic():
        row = selectors.span_for_change(span)
        title = row.title
        restored = Session.objects.filter(cancelled_by=f"span:{span}", day__gte=local_today()).update(
            cancelled_at=None, cancelled_by="", cancelled_reason=""
        )
        row.delete()
        record("span.removed", by=by, subject=f"span:{span}", title=title, sessions=restored)
    return restored


def _follow(first: date, last: date, *, title: str, by: str) -> int:
    """Planned sessions as the calendar now says: cancelled where the day is closed, shortened where hours bind."""
    rules = selectors.regime(first, last)
    planned = list(_planned(first).filter(day__lte=last).select_related("slot"))
    closed, changed = [], []
    for row in planned:
        assert row.slot is not None  # noqa: S101 - planned means of a slot
        hours = rules.within(row.day, row.slot.starts, row.slot.ends)
        if hours is None:
            closed.append(row.pk)
        elif hours != (row.starts, row.ends):
            row.starts, row.ends = hours
            changed.append(row)
    Session.objects.bulk_update(changed, ["starts", "ends"])
    return len(changed) + _cancel(Session.objects.filter(pk__in=closed), reason=title, by=by)


def _planned(first: date) -> QuerySet[Session]:
    """Sessions of slots from a day on that nobody has marked, closed or cancelled; today's, too."""
    return Session.objects.filter(
        slot__isnull=False, day__gte=max(first, local_today()), closed_at=None, cancelled_at=None, attendance=None
    )


def _cancel(rows: QuerySet[Session], *, reason: str, by: str) -> int:
    pks = list(rows.values_list("pk", flat=True))
    return Session.objects.filter(pk__in=pks).update(
        cancelled_at=clock.now(), cancelled_by=by, cancelled_reason=reason[:200]
    )


def _agreement(facts: SlotFacts) -> selectors.Agreement | None:
    if facts.agreement is None:
        return None
    row = selectors.agreement(facts.agreement)
    if facts.program not in row.programs:
        rule = _("The agreement %(number)s does not cover this programme.") % {"number": row.number}
        raise Refused(code="agreement-other-program", field="agreement", value=facts.program[:40], rule=rule)
    return row


def _check_span(kind: str, first: date, last: date, starts: time | None, ends: time | None) -> None:
    if kind not in SPAN_KINDS:
        raise Refused(code="kind-unknown", field="kind", value=kind[:20], rule=_("Choose closed or other hours."))
    if kind == "hours" and (starts is None or ends is None):
        rule = _("Enter when work begins and ends on these days.")
        raise Refused(code="hours-missing", field="starts", value="", rule=rule)
    if last < first or first < local_today():
        rule = _("Choose days from today on; the last is not before the first.")
        raise Refused(code="days-backwards", field="last", value=last.isoformat(), rule=rule)
    if (last - first).days >= LONGEST_SPAN:
        rule = _("At most %(most)d days at once.") % {"most": LONGEST_SPAN}
        raise Refused(code="span-too-long", field="last", value=(last - first).days, rule=rule)
