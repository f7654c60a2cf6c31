"""Owns the public facts that every part writes: the outbox, its deliveries, the audit, idempotency keys, private files."""

import uuid

from django.db import models
from django.db.models import Q

from core import clock


class OutboxEvent(models.Model):
    """A fact told to others, written in the transaction that made it true. Carries codes and ids, never a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.CharField(max_length=60)
    prison_code = models.CharField(max_length=10, blank=True)
    body = models.JSONField(default=dict)
    created = models.DateTimeField(default=clock.now)
    relayed = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created"], condition=Q(relayed=None), name="core_outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class Delivery(models.Model):
    """One fact on its way to one task. Sent again until the task says done, so a lost broker loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="deliveries")
    task = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=clock.now)
    done = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "task"], name="core_delivery_once")]
        indexes = [models.Index(fields=["due"], condition=Q(done=None), name="core_delivery_due")]

    def __str__(self) -> str:
        return f"{self.task} {self.id}"


class AuditEntry(models.Model):
    """Who did what to which shared thing, and when; append-only for every role but the owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    prison_code = models.CharField(max_length=10, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="core_audit_subject")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class IdempotencyRecord(models.Model):
    """A key, what was asked with it, and what came of it. Abstract: public here, a prison's own in its schema."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.scope}/{self.key}"


class IdempotencyKey(IdempotencyRecord):
    """Idempotency of acts on shared things: an order placed twice is one order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="core_idempotency_once")]


class StoredFile(models.Model):
    """A private file: its bytes lie under its id, its facts here; served only by a view that checks the viewer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=40)
    prison_code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["prison_code", "purpose"], name="core_file_prison")]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="core_file_not_empty")]

    def __str__(self) -> str:
        return self.name
