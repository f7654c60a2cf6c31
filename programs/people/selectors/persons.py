"""Owns finding people inside their prison: who is held on a day, one person, and one row to change."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from core.errors import NotFound, Refused
from programs.people.models import KINDS, Consent, Enrolment, Person, PersonQuerySet, Stay
from programs.people.selectors.assessments import clearance_ends_soon
from programs.people.selectors.stays import with_standing

Row = TypeVar("Row", Consent, Enrolment)

ORDERS: dict[str, tuple[str | Length, ...]] = {
    "card": (Length("card_number"), "card_number"),
    "name": ("name", "pk"),
    "block": ("block", Length("card_number"), "card_number"),
    "newest": ("-admitted_on", "-pk"),
}


def persons(
    day: date,
    *,
    kind: str = "",
    text: str = "",
    program: str = "",
    takes_part: str = "",
    clearance: str = "",
    order: str = "card",
) -> PersonQuerySet:
    """Who is held on `day`, with `is_enrolled`, `block`, `admitted_on` and `risk`; narrowed, in one of the `ORDERS`.

    `text` is looked for in card and name, `program` is one taken part in, `takes_part` is "yes" or "no" in any,
    `clearance` "soon" is a health clearance that ends within 30 days.
    """
    here = Enrolment.objects.filter(person=OuterRef("pk"), during__contains=day)
    found = with_standing(Person.objects.held_on(day), day).annotate(is_enrolled=Exists(here))
    found = found.order_by(*ORDERS.get(order, ORDERS["card"]))
    if kind in KINDS:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(card_number__iexact=text) | Q(name__icontains=text))
    if program:
        found = found.filter(Exists(here.filter(program_code=program)))
    if takes_part in {"yes", "no"}:
        found = found.filter(is_enrolled=takes_part == "yes")
    return clearance_ends_soon(found, day) if clearance == "soon" else found


def person(pk: int) -> Person:
    """One person; raises NotFound."""
    found = Person.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(code="person-unknown", field="person", value=pk, rule=_("There is no such person here."))
    return found


def person_with_card(card_number: str) -> Person:
    """The person of a card number as it was typed; raises NotFound (field `card_number`)."""
    found = Person.objects.filter(card_number__iexact=card_number.strip()[:12]).first()
    if found is None:
        rule = _("There is no person with this card number here.")
        raise NotFound(code="card-unknown", field="card_number", value=card_number[:12], rule=rule)
    return found


def held_person(pk: int, *, on: date) -> Person:
    """One person who is held on the day `on`; raises NotFound, Refused (field `person`) before admission, after leaving, or merged."""
    found = person(pk)
    if found.merged_into_id is not None:
        rule = _("This record was merged into another one of the same person. Open that one.")
        raise Refused(code="person-merged", field="person", value=found.card_number, rule=rule)
    stays_here = Stay.objects.filter(person=found, began_on__lte=on)
    if not stays_here.exists():
        rule = _("The person was not yet admitted on this day.")
        raise Refused(code="person-not-admitted", field="person", value=found.card_number, rule=rule)
    if not stays_here.filter(during__contains=on).exists():
        rule = _("The person has left this prison.")
        raise Refused(code="person-left", field="person", value=found.card_number, rule=rule)
    return found


def held_persons(pks: Iterable[int], *, on: date) -> list[Person]:
    """These persons, all held on the day `on`, by card number; raises as `held_person` for the first who is not."""
    wanted = set(pks)
    found = list(Person.objects.held_on(on).filter(pk__in=wanted, merged_into=None).in_card_order())
    missing = wanted - {each.pk for each in found}
    if missing:
        held_person(min(missing), on=on)
    return found


def consent_for_change(pk: int, *, person: int | None = None) -> Consent:
    """One consent (of the person, if given), locked until the transaction ends; raises NotFound."""
    found = _of(Consent.objects.select_for_update().filter(pk=pk), person).first()
    if found is None:
        raise NotFound(code="consent-unknown", field="consent", value=pk, rule=_("There is no such consent here."))
    return found


def enrolment_for_change(pk: int, *, person: int | None = None) -> Enrolment:
    """One enrolment (of the person, if given), locked until the transaction ends; raises NotFound."""
    found = _of(Enrolment.objects.select_for_update().filter(pk=pk), person).first()
    if found is None:
        raise NotFound(
            code="enrolment-unknown", field="enrolment", value=pk, rule=_("There is no such enrolment here.")
        )
    return found


def check_not_removed(person: Person) -> None:
    """Raise Refused for a record whose time is over."""
    if person.removed_at is not None:
        rule = _("This person's record was removed when its time was over; it cannot be changed or shown any more.")
        raise Refused(code="person-removed", field="person", value=person.card_number, rule=rule)


def person_for_change(pk: int) -> Person:
    """One person, locked until the transaction ends; raises NotFound."""
    found = Person.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NotFound(code="person-unknown", field="person", value=pk, rule=_("There is no such person here."))
    check_not_removed(found)
    return found


def cards(persons: Collection[int]) -> list[str]:
    """The card numbers of some people, in the order of the cards (one query)."""
    found = Person.objects.filter(pk__in=persons).order_by(*ORDERS["card"])
    return list(found.values_list("card_number", flat=True))


def _of(rows: QuerySet[Row], person: int | None) -> QuerySet[Row]:
    return rows if person is None else rows.filter(person_id=person)
