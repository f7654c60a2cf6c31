"""Owns what a prison keeps about its own acts: audit, idempotency keys, the officers who may be on duty."""

from django.db import models

from core import clock
from core.models import IdempotencyRecord


class AuditEntry(models.Model):
    """Who did what inside this prison, and when; append-only because the prison's role may only read and insert."""

    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="records_audit_subject")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class IdempotencyKey(IdempotencyRecord):
    """Idempotency of acts inside this prison."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="records_idempotency_once")]


class Officer(models.Model):
    """An account that acts in this prison's workshop; only a state officer may be on duty (ILO C29 art. 2(2)(c))."""

    account = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)
    is_state = models.BooleanField()
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "is_state"], name="records_officer_state")]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """One dated entry about a subject ("incident:12"): what was done or found since. Append-only, like the audit."""

    subject = models.CharField(max_length=60)
    text = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="records_note_says")]
        indexes = [models.Index(fields=["subject", "at"], name="records_note_subject")]

    def __str__(self) -> str:
        return self.subject
