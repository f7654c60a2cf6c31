"""Owns the PIN by which a person opens the kiosk: a password hash, the wrong tries, a lock, and the one live session."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.persons import Person

OWN = "self"


class KioskPin(models.Model):
    """One person's PIN. `set_by` is the account of the officer who gave the first one, or "self" once it was changed.

    `session` is the digest of the one session that is open, empty when none is: leaving ends it on the server.
    """

    MOST_FAILURES = 5

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    hash = models.CharField(max_length=128)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField(default=clock.now)
    session = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="people_kioskpin_once"),
            models.CheckConstraint(condition=Q(hash__regex=r"^[a-z0-9_]+\$"), name="people_kioskpin_hashed"),
            models.CheckConstraint(condition=Q(failures__lte=5), name="people_kioskpin_failures"),
            models.CheckConstraint(condition=~Q(set_by=""), name="people_kioskpin_set_by"),
            models.CheckConstraint(
                condition=Q(session="") | Q(session__regex=r"^[0-9a-f]{64}$"), name="people_kioskpin_session"
            ),
        ]

    def __str__(self) -> str:
        return f"kiosk PIN {self.pk}"

    @property
    def is_own(self) -> bool:
        """True once the person has chosen it; a first PIN must be changed at the first sign-in."""
        return self.set_by == OWN
