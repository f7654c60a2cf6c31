"""Owns incidents of the workshop: a tool that is missing, an accident at work, a near miss; open until a result is written."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models import Person
from programs.workshop.models.register import Session

SHORTAGE, ACCIDENT = "tool_shortage", "accident"
INCIDENT_KINDS = (SHORTAGE, ACCIDENT, "near_miss", "other")
SEVERITIES = ("light", "serious", "fatal")
_NO_ACCIDENT = Q(person=None, body_part="", severity="", first_aid="", clinic="", days_lost=None)


class Incident(models.Model):
    """What happened on a day at a place, told once; what was done since are notes about it. Its text never leaves the prison.

    An accident names the person and the body part; a missing tool names the session that it was missing from.
    """

    kind = models.CharField(max_length=14)
    day = models.DateField()
    hour = models.TimeField(null=True)
    place = models.CharField(max_length=60)
    session = models.ForeignKey(Session, models.PROTECT, null=True)
    text = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True)
    body_part = models.CharField(max_length=60, blank=True)
    severity = models.CharField(max_length=8, blank=True)
    first_aid = models.CharField(max_length=200, blank=True)
    clinic = models.CharField(max_length=120, blank=True)
    days_lost = models.PositiveSmallIntegerField(null=True)
    reported_to = models.CharField(max_length=120, blank=True)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "session"], name="workshop_incident_session"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(kind=SHORTAGE), name="workshop_incident_shortage_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=INCIDENT_KINDS), name="workshop_incident_kind"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(place=""), name="workshop_incident_told"),
            models.CheckConstraint(
                condition=Q(kind=ACCIDENT, person__isnull=False, severity__in=SEVERITIES) & ~Q(body_part="")
                | ~Q(kind=ACCIDENT) & _NO_ACCIDENT,
                name="workshop_incident_accident",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SHORTAGE) | Q(session__isnull=False), name="workshop_incident_shortage"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="", result="")
                | Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(result=""),
                name="workshop_incident_closed",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="workshop_incident_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
