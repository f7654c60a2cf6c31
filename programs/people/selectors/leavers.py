"""Owns who left this prison and when: the days from which what is held about a person is counted down."""

from datetime import date

from django.db.models import F, Max
from django.db.models.functions import Coalesce

from programs.people.models import Person, Stay


def left_on(until: date) -> dict[int, date]:
    """Everybody who is held no longer and left on or before `until`, with the last day of leaving (one query).

    A record that was merged into another one is not counted itself: it goes with the other.
    """
    held = Stay.objects.filter(during__upper_inf=True).values("person")
    gone = Person.objects.filter(merged_into=None).exclude(pk__in=held).order_by("pk")
    ended = Max(Coalesce(F("stays__during__endswith"), F("stays__began_on")))
    return dict(gone.annotate(ended=ended).filter(ended__lte=until).values_list("pk", "ended"))
