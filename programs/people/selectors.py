"""Owns reading people inside their prison: who is held, on which list, with which consents; counts for the nation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from core.errors import NotFound, Refused
from programs.people.models import KINDS, Consent, Enrolment, Person, PersonQuerySet, held_on

Row = TypeVar("Row", Consent, Enrolment)

BASES = ("all", "convicted", "eligible", "assimilation")


ORDERS: dict[str, tuple[str | Length, ...]] = {
    "card": (Length("card_number"), "card_number"),
    "name": ("name", "pk"),
    "block": ("block", Length("card_number"), "card_number"),
    "newest": ("-admitted_on", "-pk"),
}


def persons(
    day: date, *, kind: str = "", text: str = "", program: str = "", takes_part: str = "", order: str = "card"
) -> PersonQuerySet:
    """Who is held on `day`, with `is_enrolled`; narrowed to what is given, in one of the `ORDERS`.

    `text` is looked for in card and name, `program` is one taken part in, `takes_part` is "yes" or "no" in any.
    """
    here = Enrolment.objects.filter(person=OuterRef("pk"), during__contains=day)
    found = Person.objects.held_on(day).annotate(is_enrolled=Exists(here)).order_by(*ORDERS.get(order, ORDERS["card"]))
    if kind in KINDS:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(card_number__iexact=text) | Q(name__icontains=text))
    if program:
        found = found.filter(Exists(here.filter(program_code=program)))
    if takes_part in {"yes", "no"}:
        found = found.filter(is_enrolled=takes_part == "yes")
    return found


def person(pk: int) -> Person:
    """One person; raises NotFound."""
    found = Person.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(code="person-unknown", field="person", value=pk, rule=_("There is no such person here."))
    return found


def held_person(pk: int, *, on: date) -> Person:
    """One person who is held on the day `on`; raises NotFound, Refused (field `person`) before admission or after leaving."""
    found = person(pk)
    if on < found.admitted_on:
        rule = _("The person was not yet admitted on this day.")
        raise Refused(code="person-not-admitted", field="person", value=found.card_number, rule=rule)
    if found.left_on is not None and found.left_on <= on:
        rule = _("The person has left this prison.")
        raise Refused(code="person-left", field="person", value=found.card_number, rule=rule)
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


def person_for_change(pk: int) -> Person:
    """One person, locked until the transaction ends; raises NotFound."""
    found = Person.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NotFound(code="person-unknown", field="person", value=pk, rule=_("There is no such person here."))
    return found


def _of(rows: QuerySet[Row], person: int | None) -> QuerySet[Row]:
    return rows if person is None else rows.filter(person_id=person)


@dataclass(frozen=True)
class Gate:
    """One hard gate of production for sale and whether the person passes it on a day."""

    code: str
    is_passed: bool


def gates(who: Person, *, day: date) -> list[Gate]:
    """The hard gates of product rule 1 that hang on the person: convicted, adult, consent to work (one query)."""
    consent = Consent.objects.filter(person=who, purpose="work", during__contains=day)
    return [
        Gate("convicted", who.kind == "narapidana"),
        Gate("adult", who.adult_from <= day),
        Gate("consent", consent.exists()),
    ]


def consents(person: int) -> list[Consent]:
    """A person's consents, newest first."""
    return list(Consent.objects.filter(person_id=person).order_by("-recorded_at", "-pk"))


def enrolments(person: int) -> list[Enrolment]:
    """A person's enrolments, newest first."""
    return list(Enrolment.objects.filter(person_id=person).order_by("-enrolled_at", "-pk"))


def on_list(program: str, day: date) -> QuerySet[Enrolment]:
    """Who takes part in a program on `day`, by card number: enrolled that day and still held. Selects the person."""
    listed = Enrolment.objects.filter(held_on(day, "person__"), program_code=program, during__contains=day)
    return listed.select_related("person").order_by(Length("person__card_number"), "person__card_number")


def taking_part(programs: Iterable[str], day: date) -> int:
    """How many people who are held on `day` take part in at least one of the programs (one query)."""
    listed = Enrolment.objects.filter(held_on(day, "person__"), program_code__in=list(programs), during__contains=day)
    found: int = listed.aggregate(people=Count("person", distinct=True))["people"]
    return found


def withdrawals(purpose: str, first: date, last: date) -> int:
    """How many consents for a purpose were withdrawn from `first` to `last`, both included."""
    ended = Consent.objects.filter(purpose=purpose, during__endswith__gte=first, during__endswith__lte=last)
    return ended.count()


def base_counts(day: date) -> dict[str, int]:
    """How many persons each base of the participation indicators holds on `day` (one query)."""
    counts = {base: Count("pk", filter=condition) for base, condition in _bases(day).items()}
    return Person.objects.held_on(day).aggregate(**counts)


def base_ids(day: date) -> dict[str, set[int]]:
    """Who is on each base on `day`, as internal ids that never leave the prison (one query)."""
    ids = {base: ArrayAgg("pk", filter=condition) for base, condition in _bases(day).items()}
    return {base: set(found or ()) for base, found in Person.objects.held_on(day).aggregate(**ids).items()}


def _bases(day: date) -> dict[str, Q]:
    """Of those held: everyone; convicted by that day; convicted and 18 or over, so free to work for sale; assimilated."""
    convicted = Q(kind="narapidana") & (Q(sentenced_on=None) | Q(sentenced_on__lte=day))
    return {
        "all": Q(),
        "convicted": convicted,
        "eligible": convicted & Q(adult_from__lte=day),
        "assimilation": Q(assimilation_from__lte=day),
    }
