"""Owns leaving: release, transfer or death on a day, with every enrolment ended; undone while it was a mistake."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import LEAVING, Enrolment, Person, Stay
from programs.people.services.consents import WORKED_THAT_DAY, ended
from programs.people.services.days import check_come
from programs.people.services.refusals import REFUSALS
from programs.people.services.waiting import end_applications, reopen_applications
from programs.records.refusals import constraint_of, translated
from programs.records.selectors import this_prison
from programs.records.services import record


def leave(person: int, *, on: date, reason: str, by: str) -> None:
    """The person is no longer held from the day `on`, for one of the reasons; enrolments end with that day at the latest.

    Raises NotFound, Refused for an unknown reason, a day ahead, before admission, before a later move or after leaving,
    and Conflict when work is registered on a later day.
    """
    check_come(on)
    if reason not in LEAVING:
        rule = _("Choose release, transfer or death.")
        raise Refused(code="reason-unknown", field="reason", value=reason[:20], rule=rule)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        held = selectors.person_for_change(person)
        selectors.held_person(person, on=on)
        stay = last_stay(held, on)
        end_enrolments(held, on, reason="left")
        end_stay(stay, on, reason=reason)
        _touch(held)
        end_applications(person, outcome="left")
        record("person.left", by=by, subject=f"person:{person}", reason=reason)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def undo_leaving(person: int, *, by: str) -> None:
    """The person is held again as if never gone; taking part in a program begins anew. Raises NotFound.

    Raises Conflict when the person was sent to another prison: the transfer is taken back instead.
    """
    with transaction.atomic():
        row = selectors.person_for_change(person)
        stay = Stay.objects.filter(person=row).order_by("-began_on", "-pk").first()
        if stay is None or stay.ended_by not in LEAVING:
            return
        if stay.sent_as is not None:
            rule = _("The person was sent to another prison. Take the transfer back under Transfers.")
            raise Conflict(code="person-sent", field="person", value=row.card_number, rule=rule)
        period = f"{stay.during.upper or stay.began_on:%Y-%m}"
        stay.during, stay.ended_by = (stay.began_on, None), ""
        stay.save(update_fields=["during", "ended_by"])
        _touch(row)
        reopen_applications(person)
        record("person.left-undone", by=by, subject=f"person:{person}")
        jobs.publish("people.period_dirty", prison=this_prison(), period=period)


def last_stay(person: Person, on: date) -> Stay:
    """The stay that goes on; raises Refused when `on` lies before it began, or there is none."""
    stay = Stay.objects.filter(person=person, during__upper_inf=True).first()
    if stay is None:
        rule = _("The person has left this prison.")
        raise Refused(code="person-left", field="person", value=person.card_number, rule=rule)
    if on < stay.began_on:
        rule = _("The person moved within this prison on %(day)s. Choose that day or a later one.")
        raise Refused(
            code="person-moved-later", field="on", value=on.isoformat(), rule=rule % {"day": stay.began_on.isoformat()}
        )
    return stay


def end_stay(stay: Stay, on: date, *, reason: str) -> None:
    """The stay no longer holds the day `on` or any later one."""
    stay.during, stay.ended_by = ended(stay.began_on, on), reason
    stay.save(update_fields=["during", "ended_by"])


def end_enrolments(person: Person, day: date, *, reason: str) -> None:
    """Work registered on the day of leaving itself stands: then the enrolment ends with that day."""
    still_open = Q(during__upper_inf=True) | Q(during__endswith__gt=day)
    for row in Enrolment.objects.filter(still_open, person=person):
        theirs, lower = Enrolment.objects.filter(pk=row.pk), row.during.lower
        try:
            with transaction.atomic():
                theirs.update(during=ended(lower, day), ended_reason=reason)
        except IntegrityError as error:
            if constraint_of(error) != WORKED_THAT_DAY:
                raise
            theirs.update(during=ended(lower, day + timedelta(days=1)), ended_reason=reason)


def _touch(person: Person) -> None:
    person.version += 1
    person.save(update_fields=["version"])
