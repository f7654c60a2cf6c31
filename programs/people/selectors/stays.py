"""Owns where and when a person is held: the stay of a day, all stays, and what a list shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from programs.people.models import Assessment, Enrolment, Person, PersonQuerySet, Stay


@dataclass(frozen=True)
class Standing:
    """Where a person stands on a day: held or not, in which block, since when, and why no longer."""

    is_held: bool
    block: str
    admitted_on: date | None
    left_on: date | None
    left_reason: str


def stays(person: int) -> list[Stay]:
    """Every stay of a person, newest first (one query)."""
    return list(Stay.objects.filter(person_id=person).order_by("-began_on", "-pk"))


def standing(person: int, day: date) -> Standing:
    """Where the person stands on `day`, from the stays that began by then (one query)."""
    begun = [stay for stay in stays(person) if stay.began_on <= day]
    if not begun:
        return Standing(False, "", None, None, "")
    last = begun[0]
    is_held = last.holds(day)
    admitted = next((stay.began_on for stay in begun if stay.began_by != "move"), last.began_on)
    left_on = None if is_held else last.during.upper or last.began_on
    return Standing(is_held, last.block, admitted, left_on, "" if is_held else last.ended_by)


def sent_with(consignments: Iterable[UUID]) -> dict[UUID, Person]:
    """Who was sent with each of these consignments and not taken back since (one query)."""
    found = Stay.objects.filter(sent_as__in=list(consignments)).select_related("person")
    return {stay.sent_as: stay.person for stay in found if stay.sent_as}


def with_standing(found: PersonQuerySet, day: date) -> PersonQuerySet:
    """Each person with `block`, `admitted_on` and `risk` ("" when not assessed) as they are on `day`, in the same query."""
    theirs = Stay.objects.filter(person=OuterRef("pk"), began_on__lte=day).order_by("-began_on", "-pk")
    risk = Assessment.objects.filter(person=OuterRef("pk"), kind="risk", during__contains=day)
    return found.annotate(
        block=Subquery(theirs.values("block")[:1]),
        admitted_on=Subquery(theirs.exclude(began_by="move").values("began_on")[:1]),
        risk=Subquery(risk.values("level")[:1]),
    )


def days_present(enrolment: int, first: date, last: date | None) -> list[date]:
    """Days from `first` (to `last`) on which a register says that the person worked in an enrolment, the first ones."""
    held = (first, last or date.max)
    worked = Enrolment.objects.filter(pk=enrolment, attendance__minutes__gt=0, attendance__day__range=held)
    days = worked.order_by("attendance__day").values_list("attendance__day", flat=True)
    return list(days.distinct()[:5])


def days_both_in_a_register(one: int, other: int) -> list[date]:
    """Days on which two records stand in registers of work both, the first ones: they cannot be one human (one query)."""
    theirs = Person.objects.filter(pk=other, attendance__isnull=False).values("attendance__day")
    days = Person.objects.filter(pk=one, attendance__day__in=theirs).order_by("attendance__day")
    return list(days.values_list("attendance__day", flat=True).distinct()[:5])
