"""Owns "on the list on a day", the one answer that register, statement and indicator share, and counts for the nation."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Length

from programs.people.models import Enrolment, Override, Person, Suspension, held_on
from programs.people.selectors.merged import ONE_HUMAN
from programs.records.selectors import local_midnight

HUMANS = Coalesce("merged_into", "pk")  # two merged records are one person, also in the months before
BASES = ("all", "convicted", "eligible", "assimilation")


def on_list(program: str, day: date) -> QuerySet[Enrolment]:
    """Who takes part in a program on `day`, by card number: enrolled that day, held, not suspended. Selects the person."""
    listed = _taking_part(day).filter(program_code=program)
    return listed.select_related("person").order_by(Length("person__card_number"), "person__card_number")


def taking_part(programs: Iterable[str], day: date) -> int:
    """How many people who are held on `day` take part in at least one of the programs (one query)."""
    listed = _taking_part(day).filter(program_code__in=list(programs))
    found: int = listed.aggregate(people=Count(ONE_HUMAN, distinct=True))["people"]
    return found


def _taking_part(day: date) -> QuerySet[Enrolment]:
    paused = Suspension.objects.filter(enrolment=OuterRef("pk"), during__contains=day)
    return Enrolment.objects.filter(~Exists(paused), held_on(day, "person__"), during__contains=day)


def overrides_given(first: date, last: date) -> int:
    """How many soft gates were overridden from `first` to `last`, both included; counted nationally (product rule 1)."""
    begins, ends = local_midnight(first), local_midnight(last + timedelta(days=1))
    return Override.objects.filter(given_at__gte=begins, given_at__lt=ends).count()


def base_counts(day: date) -> dict[str, int]:
    """How many persons each base of the participation indicators holds on `day` (one query)."""
    counts = {base: Count(HUMANS, filter=condition, distinct=True) for base, condition in _bases(day).items()}
    return Person.objects.held_on(day).aggregate(**counts)


def base_ids(day: date) -> dict[str, set[int]]:
    """Who is on each base on `day`, as internal ids that never leave the prison (one query)."""
    ids = {base: ArrayAgg(HUMANS, filter=condition) for base, condition in _bases(day).items()}
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
