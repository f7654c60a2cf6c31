"""Owns pauses of an enrolment: suspended for a reason and days, resumed; meanwhile the person is not on the list."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import Enrolment, Suspension
from programs.people.services.days import check_near
from programs.people.services.ranges import end_at
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import record


def suspend(
    enrolment: int,
    *,
    reason: str,
    starts: date,
    last_day: date | None = None,
    note: str = "",
    by: str,
    person: int | None = None,
) -> Suspension:
    """The enrolment pauses from the day `starts`, to `last_day` or until resumed; place and level stay.

    Raises NotFound (also when it is not of the `person` given), Refused for an unknown reason, days out of order or
    outside the enrolment, Conflict when it is suspended in these days already or the register says that work was done.
    """
    check_near(starts, field="starts")
    check_near(last_day or starts, field="last_day")
    note = checked_text(note, field="note", longest=200)
    if last_day is not None and last_day < starts:
        rule = _("The last day lies on or after the first one.")
        raise Refused(code="day-order", field="last_day", value=last_day.isoformat(), rule=rule)
    with translated(REFUSALS, value=reason[:12]), transaction.atomic():
        row = selectors.enrolment_for_change(enrolment, person=person)
        if row.during.isempty or starts not in row.during:
            rule = _("The person is not enrolled on this day.")
            raise Refused(code="not-enrolled", field="starts", value=starts.isoformat(), rule=rule)
        _check_not_worked(row, starts, last_day)
        pause = Suspension.objects.create(
            enrolment=row,
            reason=reason[:12],
            note=note,
            during=(starts, last_day and last_day + timedelta(days=1)),
            recorded_by=by,
        )
        record("enrolment.suspended", by=by, subject=f"person:{row.person_id}", enrolment=enrolment, reason=reason)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{starts:%Y-%m}")
    return pause


def _check_not_worked(row: Enrolment, starts: date, last_day: date | None) -> None:
    worked = selectors.days_present(row.pk, starts, last_day)
    if worked:
        rule = _(
            "The register says that the person worked on %(day)s. Let the pause begin later, or correct the register."
        )
        told = rule % {"day": worked[-1].isoformat()}
        raise Conflict(code="worked-then", field="starts", value=starts.isoformat(), rule=told)


def resume(enrolment: int, *, on: date, by: str, person: int | None = None) -> None:
    """The person is on the list again from the day `on`; what is not suspended then stays as it is.

    Raises NotFound (also when it is not of the `person` given).
    """
    check_near(on)
    with transaction.atomic():
        row = selectors.enrolment_for_change(enrolment, person=person)
        still = Q(during__upper_inf=True) | Q(during__endswith__gt=on)
        if not end_at(Suspension.objects.filter(still, enrolment=row), on):
            return
        record("enrolment.resumed", by=by, subject=f"person:{row.person_id}", enrolment=enrolment)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")
