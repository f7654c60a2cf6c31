"""Owns consent: given for one purpose, with its text and witness, for a range of days; or refused, which costs nothing."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

PURPOSES = ("work", "partner_work", "export", "story", "sharing")
ANSWERS = ("given", "refused")


class Consent(Lasting, models.Model):
    """One answer for one purpose: which text, in which language, read aloud or not, who witnessed, from when until when.

    Withdrawn means that `during` ends. The enrolment that rests on it must end with it: the database refuses otherwise.
    A refusal holds on no day; it is kept so that it can be counted and watched over, and nothing else reads it.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    purpose = models.CharField(max_length=12)
    answer = models.CharField(max_length=8, default="given")
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    read_aloud = models.BooleanField()
    witness = models.CharField(max_length=120)
    during = DateRangeField()
    refused_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person", "purpose", "during"], name="people_consent_gate"),
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="people_consent_purpose"),
            models.CheckConstraint(condition=~Q(witness=""), name="people_consent_witnessed"),
            models.CheckConstraint(
                condition=Q(answer="given", refused_on=None)
                | Q(answer="refused", refused_on__isnull=False, withdrawn_on=None, during__isempty=True),
                name="people_consent_answer",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose", "refused_on"],
                condition=Q(answer="refused"),
                name="people_consent_refused_once",
            ),
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
