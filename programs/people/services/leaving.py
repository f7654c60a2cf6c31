"""Owns leaving: release, transfer or death on a day, with every enrolment ended; undone while it was a mistake."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Refused
from programs.people import selectors
from programs.people.models import LEAVING, Enrolment, Person
from programs.people.services.consents import WORKED_THAT_DAY, ended
from programs.people.services.days import check_come
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import constraint_of, translated
from programs.records.selectors import this_prison
from programs.records.services import record


def leave(person: int, *, on: date, reason: str, by: str) -> None:
    """The person is no longer held from the day `on`, for one of the reasons; enrolments end with that day at the latest.

    Raises NotFound, Refused for an unknown reason, a day ahead, before admission or after leaving, and Conflict when
    work is registered on a later day.
    """
    check_come(on)
    if reason not in LEAVING:
        rule = _("Choose release, transfer or death.")
        raise Refused(code="reason-unknown", field="reason", value=reason[:20], rule=rule)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        held = selectors.person_for_change(person)
        selectors.held_person(person, on=on)
        _end_enrolments(held, on)
        held.left_on, held.left_reason, held.version = on, reason, held.version + 1
        held.save(update_fields=["left_on", "left_reason", "version"])
        record("person.left", by=by, subject=f"person:{person}", reason=reason)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def undo_leaving(person: int, *, by: str) -> None:
    """The person is held again as if never gone; taking part in a program begins anew. Raises NotFound."""
    with transaction.atomic():
        row = selectors.person_for_change(person)
        if row.left_on is None:
            return
        period = f"{row.left_on:%Y-%m}"
        row.left_on, row.left_reason, row.version = None, "", row.version + 1
        row.save(update_fields=["left_on", "left_reason", "version"])
        record("person.left-undone", by=by, subject=f"person:{person}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=period)


def _end_enrolments(person: Person, day: date) -> None:
    """Work registered on the day of leaving itself stands: then the enrolment ends with that day."""
    still_open = Q(during__upper_inf=True) | Q(during__endswith__gt=day)
    for row in Enrolment.objects.filter(still_open, person=person):
        lower = row.during.lower
        try:
            with transaction.atomic():
                Enrolment.objects.filter(pk=row.pk).update(during=ended(lower, day))
        except IntegrityError as error:
            if constraint_of(error) != WORKED_THAT_DAY:
                raise
            Enrolment.objects.filter(pk=row.pk).update(during=ended(lower, day + timedelta(days=1)))
