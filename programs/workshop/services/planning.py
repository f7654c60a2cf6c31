"""Owns planning: the sessions of the weeks ahead, made of the slots and the calendar; the same again changes nothing."""

from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Refused
from programs.records.selectors import local_today
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import Session, WeeklySlot
from tenants.selectors import every_code

MOST_DAYS = 62
DAYS_AHEAD = 14


def plan_sessions(first: date, last: date, *, by: str) -> int:
    """Make the sessions of the slots from first to last, local days, both included; returns how many are new.

    Closed days are skipped, other hours shorten, an agreement that does not hold makes none; what was cancelled stays
    cancelled. Raises Refused for days that are over, run backwards or are more than two months.
    """
    _check(first, last)
    with transaction.atomic():
        before = _planned(first, last)
        Session.objects.bulk_create(_sessions(first, last), ignore_conflicts=True, batch_size=1000)
        made = _planned(first, last) - before
        if made:
            record("sessions.planned", by=by, subject=f"day:{first.isoformat()}", last=last.isoformat(), made=made)
    return made


def plan_ahead(*, by: str) -> int:
    """Plan the next fourteen days from today on, where this prison is; returns how many sessions are new."""
    today = local_today()
    return plan_sessions(today, today + timedelta(days=DAYS_AHEAD - 1), by=by)


def announce_planning() -> int:
    """Tell every prison to plan its next days; each does so in a task of its own. Returns how many were told."""
    codes = every_code()
    with transaction.atomic():
        for code in codes:
            jobs.publish("workshop.plan_due", prison=code)
    return len(codes)


def _sessions(first: date, last: date) -> list[Session]:
    held, rules = selectors.slots_between(first, last), selectors.regime(first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if selectors.is_day_closed(first):
        days = days[1:]
    found = []
    for day in days:
        for slot in held:
            hours = rules.within(day, slot.starts, slot.ends) if _holds(slot, day) else None
            if hours is not None:
                found.append(_session(slot, day, *hours))
    return found


def _holds(slot: WeeklySlot, day: date) -> bool:
    first, last = slot.first_day, slot.last_day
    is_within = first is not None and first <= day and (last is None or day <= last)
    return is_within and slot.weekday == day.isoweekday() and (slot.agreement is None or slot.agreement.covers(day))


def _session(slot: WeeklySlot, day: date, starts: time, ends: time) -> Session:
    row = Session(slot=slot, program_code=slot.program_code, place=slot.place, day=day, starts=starts, ends=ends)
    row.officer_id = slot.officer_id
    if slot.agreement is not None:
        row.agreement, row.agreement_during = slot.agreement, slot.agreement.during
        row.is_export = slot.agreement.is_export
    return row


def _planned(first: date, last: date) -> int:
    return Session.objects.filter(slot__isnull=False, day__range=(first, last)).count()


def _check(first: date, last: date) -> None:
    if first < local_today() or last < first:
        rule = _("Choose days from today on; the last is not before the first.")
        raise Refused(code="days-backwards", field="last", value=last.isoformat(), rule=rule)
    if (last - first).days >= MOST_DAYS:
        rule = _("At most %(most)d days at once.") % {"most": MOST_DAYS}
        raise Refused(code="span-too-long", field="last", value=(last - first).days, rule=rule)
