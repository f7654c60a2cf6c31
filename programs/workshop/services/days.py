"""Owns the close of a day: once all is written down nothing of that day changes but by dated corrections."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import DayClose
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.words import checked_text

LONGEST_REASON = 200


def check_open_day(day: date) -> None:
    """Raise Conflict when the day is closed. Asked inside the transaction that writes: until it ends nobody closes the day."""
    _hold(day, shared=True)
    if selectors.is_day_closed(day):
        rule = _(
            "The day is closed: what belongs to it changes only by a dated correction, or after the head opens it."
        )
        raise Conflict(code="day-closed", field="day", value=day.isoformat(), rule=rule)


def close_day(day: date, *, by: str) -> DayClose:
    """Close a day once its list is done: sessions closed or cancelled, tools back or told of, lots recorded.

    Raises Refused for a day that has not come, Conflict when it is closed already or something is left to do.
    """
    if day > local_today():
        rule = _("A day is closed on the day itself or afterwards.")
        raise Refused(code="day-ahead", field="day", value=day.isoformat(), rule=rule)
    with translated(REFUSALS, value=day.isoformat()), transaction.atomic():
        _hold(day, shared=False)
        left = [each for each in selectors.day_list(day).items if each.must and not each.is_done]
        if left:
            rule = _("This is left to do before the day is closed: %(what)s.")
            what = ", ".join(str(each.title) for each in left)
            raise Conflict(code="day-unfinished", field="day", value=day.isoformat(), rule=rule % {"what": what})
        closed = DayClose.objects.create(day=day, by=by)
        record("day.closed", by=by, subject=f"day:{day.isoformat()}")
    return closed


def reopen_day(day: date, *, reason: str, by: str) -> None:
    """Open a closed day again, for a written reason; it must be closed again afterwards. Raises NotFound when it is open."""
    reason = checked_text(reason, field="reason", longest=LONGEST_REASON)
    with transaction.atomic():
        _hold(day, shared=False)
        row = DayClose.objects.select_for_update().filter(day=day, reopened_at=None).first()
        if row is None:
            rule = _("This day is not closed.")
            raise NotFound(code="day-open", field="day", value=day.isoformat(), rule=rule)
        row.reopened_by, row.reopened_at, row.reopened_reason = by, clock.now(), reason
        row.save(update_fields=["reopened_by", "reopened_at", "reopened_reason"])
        record("day.reopened", by=by, subject=f"day:{day.isoformat()}", reason=reason)


def _hold(day: date, *, shared: bool) -> None:
    """Who closes a day waits for whoever is writing on it, and the other way round."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(current_schema() || %s, 0))", [f"/workshop.day/{day}"])
