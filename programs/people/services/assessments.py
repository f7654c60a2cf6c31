"""Owns what is found about a person: risk, health clearance with its end, skill; and who may not meet whom."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound, Refused
from programs.people import selectors
from programs.people.models import LEVELS, Assessment, NonAssociation
from programs.people.services.days import check_come, check_near
from programs.people.services.ranges import end_at
from programs.people.services.refusals import REFUSALS
from programs.people.services.texts import checked_text
from programs.records.refusals import translated
from programs.records.services import record

LONGEST_CLEARANCE = timedelta(days=366)


def record_assessment(
    person: int, *, kind: str, level: str, starts: date, expires: date | None = None, note: str = "", by: str
) -> Assessment:
    """What was found about the person holds from the day `starts`; the finding before it ends there.

    `expires` is the last day of a health clearance, at most a year ahead. Raises NotFound, Refused for an unknown kind
    or level, a clearance without its last day, or days out of order; Conflict when a later finding stands already.
    """
    (found,) = record_assessments([person], kind=kind, level=level, starts=starts, expires=expires, note=note, by=by)
    return found


def record_assessments(
    persons: Sequence[int],
    *,
    kind: str,
    level: str,
    starts: date,
    expires: date | None = None,
    note: str = "",
    by: str,
) -> list[Assessment]:
    """The same finding about several persons, all or none; as `record_assessment`, in few queries."""
    check_near(starts, field="starts")
    _check_level(kind, level)
    _check_days(kind, starts, expires)
    note = checked_text(note, field="note", longest=200)
    until = expires and expires + timedelta(days=1)
    with translated(REFUSALS, value=starts.isoformat()), transaction.atomic():
        held = selectors.held_persons(persons, on=starts)
        theirs = Assessment.objects.filter(person__in=persons, kind=kind)
        if theirs.filter(during__startswith__gt=starts).exists():
            rule = _("A later finding stands already. Choose a later day.")
            raise Conflict(code="assessed-later", field="starts", value=starts.isoformat(), rule=rule)
        end_at(theirs.filter(during__contains=starts), starts)
        found = Assessment.objects.bulk_create(
            Assessment(person=person, kind=kind, level=level, during=(starts, until), note=note, recorded_by=by)
            for person in held
        )
        for person in persons:
            record("person.assessed", by=by, subject=f"person:{person}", kind=kind, level=level)
    return found


def keep_apart(person: int, *, other: int, reason: str, starts: date, by: str) -> NonAssociation:
    """The two may not meet in a session from the day `starts`. Raises NotFound, Refused for oneself or without a reason."""
    check_near(starts, field="starts")
    reason = checked_text(reason, field="reason", longest=200, is_needed=True)
    if person == other:
        rule = _("Choose another person.")
        raise Refused(code="person-same", field="other", value=other, rule=rule)
    with translated(REFUSALS, value=starts.isoformat()), transaction.atomic():
        for each in (person, other):
            selectors.person(each)
        first, second = sorted((person, other))
        pair = NonAssociation.objects.create(
            first_id=first, second_id=second, reason=reason, during=(starts, None), recorded_by=by
        )
        for each in (first, second):
            record("person.kept-apart", by=by, subject=f"person:{each}", pair=pair.pk)
    return pair


def end_apart(pair: int, *, on: date, by: str, person: int | None = None) -> None:
    """The two may meet again from the day `on`. Raises NotFound (also when it is not of the `person` given)."""
    check_come(on)
    with transaction.atomic():
        row = NonAssociation.objects.select_for_update().filter(pk=pair).first()
        if row is None or (person is not None and person not in (row.first_id, row.second_id)):
            rule = _("There is no such entry here.")
            raise NotFound(code="pair-unknown", field="pair", value=pair, rule=rule)
        if not row.is_open_on(on):
            return
        end_at(NonAssociation.objects.filter(pk=pair), on)
        for each in (row.first_id, row.second_id):
            record("person.apart-ended", by=by, subject=f"person:{each}", pair=pair)


def _check_level(kind: str, level: str) -> None:
    if level not in LEVELS.get(kind, ()):
        rule = _("Choose one of the levels listed.")
        raise Refused(code="level-unknown", field="level", value=level[:20], rule=rule)


def _check_days(kind: str, starts: date, expires: date | None) -> None:
    if kind == "health" and expires is None:
        rule = _("A health clearance has a last day.")
        raise Refused(code="expiry-missing", field="expires", value="", rule=rule)
    if expires is not None and not starts <= expires <= starts + LONGEST_CLEARANCE:
        rule = _("The last day lies on or after the first one, at most a year later.")
        raise Refused(code="expiry-order", field="expires", value=expires.isoformat(), rule=rule)
