"""Owns what a Bapas counsellor found after release, at 3, 6, 12 and 24 months: known yes, known no or unknown (rule 8)."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.persons import Person

MONTHS = (3, 6, 12, 24)
WORK = ("employed", "own-business", "training", "without", "unknown")
KNOWN = ("yes", "no", "unknown")


class FollowUp(models.Model):
    """One talk that was due so many months after release: reached or not, and what is known. Who was not reached is unknown."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_on = models.DateField()
    is_reached = models.BooleanField()
    work = models.CharField(max_length=12, default="unknown")
    business_runs = models.CharField(max_length=8, default="unknown")
    reoffended = models.CharField(max_length=8, default="unknown")
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "months"], name="people_followup_once"),
            models.CheckConstraint(condition=Q(months__in=MONTHS), name="people_followup_months"),
            models.CheckConstraint(condition=Q(work__in=WORK), name="people_followup_work"),
            models.CheckConstraint(condition=Q(business_runs__in=KNOWN), name="people_followup_business"),
            models.CheckConstraint(condition=Q(reoffended__in=KNOWN), name="people_followup_reoffended"),
            models.CheckConstraint(
                condition=Q(is_reached=True) | Q(work="unknown", business_runs="unknown"),
                name="people_followup_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} {self.person_id}"
