"""Owns the close of a working day: by whom and when, and who opened it again for which reason."""

from django.db import models
from django.db.models import F, Q

from core import clock


class DayClose(models.Model):
    """A day whose work is written down for good; closed again after it was opened, it is another row."""

    day = models.DateField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)
    reopened_by = models.CharField(max_length=80, blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(reopened_at=None), name="workshop_day_closed_once"),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by="", reopened_reason="")
                | Q(reopened_at__gte=F("at")) & ~Q(reopened_by="") & ~Q(reopened_reason=""),
                name="workshop_day_reopened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
