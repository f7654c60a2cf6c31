"""Owns under what else a person is known: an earlier register number or name, sealed, found by a keyed hash."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.persons import Person

ALIASES = ("register", "name")


class Alias(models.Model):
    """An earlier register number or name of a person. The text is sealed; the hash finds it; the mask is what screens show."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=10)
    sealed = models.BinaryField()
    hash = models.CharField(max_length=64)
    masked = models.CharField(max_length=120)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ALIASES), name="people_alias_kind"),
            models.CheckConstraint(
                condition=~Q(kind="register") | Q(masked__startswith="••••"), name="people_alias_masked"
            ),
            models.UniqueConstraint(fields=["person", "kind", "hash"], name="people_alias_once"),
            models.UniqueConstraint(fields=["hash"], condition=Q(kind="register"), name="people_alias_register"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
