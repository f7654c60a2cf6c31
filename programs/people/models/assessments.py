"""Owns what was found about a person, dated and expiring, and who may not meet whom: what the soft gates read."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

LEVELS = {
    "risk": ("low", "medium", "high", "very-high"),
    "health": ("fit", "light", "unfit"),
    "skill": ("trainee", "skilled", "lead"),
}


class Assessment(Lasting, models.Model):
    """One finding of one kind (risk, health, skill) that holds for a range of days; the next one ends it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10)
    level = models.CharField(max_length=10)
    during = DateRangeField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(*(Q(kind=kind, level__in=levels) for kind, levels in LEVELS.items()), _connector=Q.OR),
                name="people_assessment_level",
            ),
            models.CheckConstraint(
                condition=~Q(kind="health") | Q(during__upper_inf=False), name="people_assessment_expires"
            ),
            ExclusionConstraint(
                name="people_assessment_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class NonAssociation(Lasting, models.Model):
    """Two persons who may not meet in a session; an unordered pair, written smaller id first. Ended, never deleted."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    during = DateRangeField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="people_nonassociation_pair"),
            models.CheckConstraint(condition=~Q(reason=""), name="people_nonassociation_reason"),
            ExclusionConstraint(
                name="people_nonassociation_once",
                expressions=[
                    ("first", RangeOperators.EQUAL),
                    ("second", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
