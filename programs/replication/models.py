"""Owns applications: a prison asks for a template, an approver says yes, provisioning makes it real."""

import uuid

from django.db import models
from django.db.models import Q

from core import clock

# as `Application.state` says it, for a query
STATES = {
    "declined": Q(declined_at__isnull=False),
    "ready": Q(provisioned_at__isnull=False),
    "failed": Q(declined_at=None, provisioned_at=None) & ~Q(failure=""),
    "submitted": Q(declined_at=None, provisioned_at=None, failure="", approved_at=None),
    "approved": Q(declined_at=None, provisioned_at=None, failure="", approved_at__isnull=False),
}


class Application(models.Model):
    """A prison's application. Its state is derived from its dates: submitted, approved or declined, provisioned.

    Holds official addresses of staff, never a person in custody. It belongs to the account that submitted it.
    `readiness` holds an answer ("yes", "no", "unknown") for each question, `timings` the seconds of each step.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    prison_class = models.CharField(max_length=5)
    province_code = models.CharField(max_length=2)
    slug = models.CharField(max_length=31)
    template_reference = models.CharField(max_length=50)
    programs = models.JSONField()
    admin_email = models.EmailField(max_length=254)
    scheme_code = models.CharField(max_length=40)
    decree_number = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)
    readiness = models.JSONField(default=dict)
    applicant_email = models.EmailField(max_length=254, blank=True)
    submitted_at = models.DateTimeField(default=clock.now)
    submitted_by = models.CharField(max_length=80)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.CharField(max_length=80, blank=True)
    declined_reason = models.CharField(max_length=300, blank=True)
    provisioned_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    timings = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["submitted_by", "submitted_at"], name="replication_application_own")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(declined_at=None), name="replication_application_live_once"
            ),
            models.CheckConstraint(
                condition=Q(provisioned_at=None) | Q(approved_at__isnull=False),
                name="replication_application_approved_first",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(declined_at=None), name="replication_application_one_verdict"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | ~Q(declined_reason=""), name="replication_application_reasoned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.template_reference}"

    @property
    def state(self) -> str:
        """One of submitted, approved, failed, ready, declined."""
        if self.declined_at is not None:
            return "declined"
        if self.provisioned_at is not None:
            return "ready"
        if self.failure:
            return "failed"
        return "submitted" if self.approved_at is None else "approved"
