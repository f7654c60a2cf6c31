"""Owns card numbers: K-0001 onwards in each prison, given once, never to two people."""

from collections.abc import Iterator
from itertools import count

from django.db import connection
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from programs.people.models import Person

PREFIX = "K-"


def hold_numbering(prison: str) -> None:
    """Until the transaction ends, nobody else in this prison gives card numbers or admits people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"people.cards/{prison}"])


def next_numbers() -> Iterator[str]:
    """Free card numbers, upwards without end. The caller holds the numbering."""
    number = Cast(Substr("card_number", len(PREFIX) + 1), IntegerField())
    last = Person.objects.aggregate(last=Max(number))["last"] or 0
    return (f"{PREFIX}{n:04d}" for n in count(last + 1))
