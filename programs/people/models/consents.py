"""Owns consent: given for one purpose, with its text and witness, for a range of days."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

PURPOSES = ("work", "partner_work", "export", "story", "sharing")


class Consent(Lasting, models.Model):
    """One consent for one purpose: which text, in which language, read aloud or not, who witnessed, from when until when.

    Withdrawn means that `during` ends. The enrolment that rests on it must end with it: the database refuses otherwise.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    purpose = models.CharField(max_length=12)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    read_aloud = models.BooleanField()
    witness = models.CharField(max_length=120)
    during = DateRangeField()
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person", "purpose", "during"], name="people_consent_gate"),
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="people_consent_purpose"),
            models.CheckConstraint(condition=~Q(witness=""), name="people_consent_witnessed"),
            ExclusionConstraint(
                name="people_consent_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.person_id}"
