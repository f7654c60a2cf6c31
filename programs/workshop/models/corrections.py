"""Owns what may still be said about a closed register: a dated entry for each mark that is put right afterwards."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models import Person
from programs.workshop.models.register import ATTENDANCE, PRESENT, Session


def _fits(which: str) -> Q:
    """Who is present has minutes, who is not has none."""
    is_present = Q(**{f"{which}_state": PRESENT})
    return is_present & Q(**{f"{which}_minutes__gt": 0}) | ~is_present & Q(**{f"{which}_minutes": 0})


class AttendanceCorrection(models.Model):
    """One mark of a closed session put right: from what to what, why, by whom; append-only.

    An empty `old_state` is somebody the register had left out. `session_is_closed` is a copy tied to the session
    (0002_chain): before closing a mark is changed, not corrected.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="corrections")
    session_is_closed = models.BooleanField(default=True)
    person = models.ForeignKey(Person, models.PROTECT)
    old_state = models.CharField(max_length=12, blank=True)
    old_minutes = models.PositiveSmallIntegerField()
    new_state = models.CharField(max_length=12)
    new_minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(session_is_closed=True), name="workshop_correction_closed"),
            models.CheckConstraint(
                condition=~Q(old_state=F("new_state"), old_minutes=F("new_minutes")),
                name="workshop_correction_changes",
            ),
            models.CheckConstraint(
                condition=Q(old_state__in=("", *ATTENDANCE), new_state__in=ATTENDANCE),
                name="workshop_correction_state",
            ),
            models.CheckConstraint(condition=_fits("old") & _fits("new"), name="workshop_correction_minutes"),
            models.CheckConstraint(condition=~Q(reason=""), name="workshop_correction_reason"),
        ]
        indexes = [models.Index(fields=["session", "at"], name="workshop_correction_session")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id} {self.old_state}>{self.new_state}"
