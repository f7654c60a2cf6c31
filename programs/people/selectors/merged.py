"""Owns what several records of one human are together: the rows of a person are those of every record merged into theirs."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from programs.people.models import Person

ONE_HUMAN = Coalesce("person__merged_into", "person")  # of rows with a person: the record that stays


def records_of(persons: Collection[int]) -> QuerySet[Person]:
    """The records of these people and those that were merged into them, for the `person__in` of a query."""
    return Person.objects.filter(Q(pk__in=persons) | Q(merged_into__in=persons))
