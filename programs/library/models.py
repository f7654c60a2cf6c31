"""Owns the template library: published, immutable versions, and which prison adopted which program of which."""

import uuid

from django.db import models
from django.db.models import Q

from core import clock


class TemplateVersion(models.Model):
    """One published version of a template ("indramayu@1"): the whole document and its digest. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template_code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template_code", "number"], name="library_version_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="library_version_number"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="library_version_digest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The stable name by which everything else refers to it: "indramayu@1"."""
        return f"{self.template_code}@{self.number}"


class Adoption(models.Model):
    """A prison runs a program of a version from a day on. Adoption events are the treatment log of evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    template_code = models.CharField(max_length=40)
    version_number = models.PositiveIntegerField()
    program_code = models.CharField(max_length=40)
    adopted_on = models.DateField()
    ended_on = models.DateField(null=True)
    adopted_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prison_code", "program_code"], condition=Q(ended_on=None), name="library_adoption_live_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prison_code} {self.template_code}@{self.version_number}/{self.program_code}"
