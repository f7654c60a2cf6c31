"""Owns the sixth door: what leaves one prison for another, a lot in codes or an envelope that only the receiver can open."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from core import clock

ENVELOPES = ("person", "complaint")
KEPT_DAYS = 14  # an envelope nobody opened is erased after so many days
_ENDS = ("received_at", "refused_at", "recalled_at", "erased_at")
_OPEN = Q(**{f"{end}__isnull": True for end in _ENDS})
_ENDED_ONCE = Q(*(Q(**{f"{other}__isnull": True for other in _ENDS if other != end}) for end in _ENDS), _connector=Q.OR)


class Consignment(models.Model):
    """One thing on its way between two prisons. It is open until it ends once: received, refused, recalled or erased.

    `content` is for goods and holds codes, pieces and rupiah, never a person. `sealed` is an envelope encrypted for the
    receiver; it is gone as soon as the consignment has ended. Who may change what is in grants.py: the sender may only
    recall, the receiver only receive or refuse, and nobody the content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10)
    sender_code = models.CharField(max_length=10)
    receiver_code = models.CharField(max_length=10)
    content = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    recalled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("lot", *ENVELOPES)), name="tenants_consignment_kind"),
            models.CheckConstraint(condition=~Q(sender_code=F("receiver_code")), name="tenants_consignment_elsewhere"),
            models.CheckConstraint(
                condition=Q(kind="lot", content__isnull=False, expires_at=None, erased_at=None, sealed=None)
                | (~Q(kind="lot") & Q(content__isnull=True, outcome__isnull=True, expires_at__isnull=False)),
                name="tenants_consignment_content",
            ),
            models.CheckConstraint(
                condition=Q(kind="lot") | (_OPEN & Q(sealed__isnull=False)) | (~_OPEN & Q(sealed=None)),
                name="tenants_consignment_sealed",
            ),
            models.CheckConstraint(condition=_ENDED_ONCE, name="tenants_consignment_ends_once"),
            models.CheckConstraint(
                condition=Q(refused_at=None, refusal="") | (Q(refused_at__isnull=False) & ~Q(refusal="")),
                name="tenants_consignment_refusal",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(received_at__isnull=False), name="tenants_consignment_outcome"
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(expires_at__gt=F("sent_at"), expires_at__lte=F("sent_at") + timedelta(days=KEPT_DAYS)),
                name="tenants_consignment_kept_days",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver_code", "kind", "sent_at"], name="tenants_consignment_in"),
            models.Index(fields=["sender_code", "kind", "sent_at"], name="tenants_consignment_out"),
            models.Index(fields=["expires_at"], condition=Q(sealed__isnull=False), name="tenants_consignment_expiring"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sender_code}>{self.receiver_code}"

    @property
    def goods(self) -> dict[str, Any]:
        """What was sent, in codes; empty for an envelope."""
        return self.content or {}

    @property
    def is_open(self) -> bool:
        """On its way: neither received nor refused, recalled or erased."""
        return not any(getattr(self, end) for end in _ENDS)

    @property
    def state(self) -> str:
        """How it stands: "on-its-way", "received", "refused", "recalled" or "erased"."""
        return next((end.removesuffix("_at") for end in _ENDS if getattr(self, end)), "on-its-way")
