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


class IssuedCertificate(models.Model):
    """What the public page of a certificate may say. No name: a keyed digest of it answers whether a typed name is the one.

    The prison's code is there for its own row's sake; the storefront, which serves the page, may not even read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    code = models.CharField(max_length=30)
    skill_id = models.CharField(max_length=120)
    skill_en = models.CharField(max_length=120)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    name_digest = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="library_certificate_code"),
            models.CheckConstraint(
                condition=Q(name_digest__regex=r"^[0-9a-f]{64}$"), name="library_certificate_digest"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("issued_on")),
                name="library_certificate_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.code
