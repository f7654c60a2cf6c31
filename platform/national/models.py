"""Owns what prisons publish for comparison: numerator and denominator per indicator and period, and targets."""

import uuid

from django.db import models
from django.db.models import Q

from core import clock


class Observation(models.Model):
    """One prison's numerator and denominator of one indicator version in one month ("2026-10"). Never a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    period = models.CharField(max_length=7)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    is_final = models.BooleanField(default=False)
    computed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prison_code", "indicator", "version", "period"], name="national_observation_once"
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=0, denominator__gte=0), name="national_observation_counts"
            ),
            models.CheckConstraint(
                condition=Q(period__regex=r"^\d{4}-(0[1-9]|1[0-2])$"), name="national_observation_period"
            ),
        ]
        indexes = [
            # carries all that a comparison reads: a year of six hundred prisons is summed from the index alone
            models.Index(
                fields=["indicator", "period"],
                include=["version", "prison_code", "numerator", "denominator", "is_final", "computed_at"],
                name="national_observation_compare",
            ),
            models.Index(fields=["period"], name="national_observation_months"),
        ]

    def __str__(self) -> str:
        return f"{self.prison_code} {self.indicator} {self.period}"


class Target(models.Model):
    """A dated target of one indicator, with its status ("reported", "ambition") and source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.CharField(max_length=60)
    share = models.FloatField()
    status = models.CharField(max_length=20)
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator"], name="national_target_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="national_target_share"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.share}"
