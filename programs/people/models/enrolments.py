"""Owns enrolment: who takes part in which program in which days, behind the hard gates."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models.consents import Consent
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

REMOVALS = ("finished", "own-wish", "health", "discipline", "court", "mistake", "withdrawal", "left", "merge", "other")


class Enrolment(Lasting, models.Model):
    """A person in a program for a range of days. Hard gates are constraints (product rule 1), see 0002_gates.

    `person_kind`, `adult_from` and `consent_during` are copies that composite foreign keys keep equal to their source,
    so that one row can be checked: production for sale needs a convicted adult and a consent that covers every day.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    person_kind = models.CharField(max_length=10)
    adult_from = models.DateField()
    program_code = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True)
    consent_purpose = models.CharField(max_length=12, default="work")
    consent_during = DateRangeField(null=True)  # type: ignore[misc]  # the stubs know no nullable range
    during = DateRangeField()
    ended_reason = models.CharField(max_length=12, blank=True)
    enrolled_by = models.CharField(max_length=80)
    enrolled_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person", "during"], name="people_enrolment_gate"),
            models.CheckConstraint(condition=Q(purpose__in=["sale", "training"]), name="people_enrolment_purpose"),
            models.CheckConstraint(
                condition=~Q(purpose="sale") | Q(person_kind="narapidana"), name="people_enrolment_convicted"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="sale") | Q(during__lower_inf=False, during__startswith__gte=F("adult_from")),
                name="people_enrolment_adult",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="sale")
                | Q(
                    consent__isnull=False,
                    consent_during__isnull=False,
                    consent_purpose="work",
                    during__contained_by=F("consent_during"),
                ),
                name="people_enrolment_consent",
            ),
            models.CheckConstraint(
                condition=Q(ended_reason="") | Q(ended_reason__in=REMOVALS, during__upper_inf=False),
                name="people_enrolment_ended",
            ),
            ExclusionConstraint(
                name="people_enrolment_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("program_code", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["program_code"], name="people_enrolment_program")]

    def __str__(self) -> str:
        return f"{self.program_code} {self.person_id}"
