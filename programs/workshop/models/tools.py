"""Owns the counts of tools at a session: out, in, and what is known of what is not back."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.workshop.models.incidents import Incident
from programs.workshop.models.register import Session


class ToolCount(models.Model):
    """One kind of tool at one session: so many went out, so many came back, and who counted each.

    `session_is_closed` is a copy tied to the session (0002_chain), so that the database refuses to close a session
    while a tool that went out is not back, unless a reason is written and an incident of that session is open for it.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="tools")
    session_is_closed = models.BooleanField(default=False)
    tool = models.CharField(max_length=60)
    out_pieces = models.PositiveSmallIntegerField()
    in_pieces = models.PositiveSmallIntegerField(null=True)
    out_by = models.CharField(max_length=80)
    out_at = models.DateTimeField(default=clock.now)
    in_by = models.CharField(max_length=80, blank=True)
    in_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "tool"], name="workshop_tool_once"),
            models.CheckConstraint(condition=~Q(tool=""), name="workshop_tool_named"),
            models.CheckConstraint(
                condition=Q(in_pieces=None) | Q(in_pieces__lte=F("out_pieces")), name="workshop_tool_in_fits"
            ),
            models.CheckConstraint(
                condition=Q(in_pieces=None, in_at=None, in_by="")
                | Q(in_pieces__isnull=False, in_at__isnull=False) & ~Q(in_by=""),
                name="workshop_tool_in_counted",
            ),
            models.CheckConstraint(
                condition=Q(session_is_closed=False)
                | Q(in_pieces__isnull=False, in_pieces=F("out_pieces"))
                | ~Q(note="") & Q(incident__isnull=False),
                name="workshop_tool_back_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.tool}"

    @property
    def missing(self) -> int:
        """How many went out and are not counted in."""
        return self.out_pieces - (self.in_pieces or 0)
