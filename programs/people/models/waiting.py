"""Owns the way into a program and its pauses: the waiting list with its order, and suspensions of an enrolment."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.enrolments import Enrolment
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

OUTCOMES = ("enrolled", "withdrawn", "left", "mistake")
PAUSES = ("health", "discipline", "own-wish", "court", "other")


class Application(models.Model):
    """A person waits for a place in a program since an instant: the order of the list is that instant, nothing else."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    program_code = models.CharField(max_length=40)
    applied_at = models.DateTimeField(default=clock.now)
    entered_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program_code"], condition=Q(ended_at=None), name="people_application_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False, outcome__in=OUTCOMES),
                name="people_application_outcome",
            ),
        ]
        indexes = [models.Index(fields=["program_code", "applied_at"], name="people_application_order")]

    def __str__(self) -> str:
        return f"{self.program_code} {self.person_id}"


class Suspension(Lasting, models.Model):
    """An enrolment pauses for a range of days and a reason: on those days the person is not on the list."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=12)
    note = models.CharField(max_length=200, blank=True)
    during = DateRangeField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=PAUSES), name="people_suspension_reason"),
            ExclusionConstraint(
                name="people_suspension_once",
                expressions=[("enrolment", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.reason}"
