"""Owns accounts: one national account per person of staff or buyer, the links that let it in once, and enrolled tablets."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from core import clock


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A saved account with the address in lower case; without a password it can enter only by a link."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A member of staff, an official or a buyer. Never a person in custody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_email_lower"),
        ]

    def __str__(self) -> str:
        return self.email


class OneTimeLink(models.Model):
    """A link that works once, before it expires, for one purpose and one host. Only the digest of its token is kept.

    A ticket remembers the session it was asked from, so that leaving ends both, and the factor that session had shown.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        TICKET = "ticket"
        DEMO = "demo"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE)
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=253)
    target = models.CharField(max_length=200, default="/")
    session_key = models.CharField(max_length=40, blank=True)
    factor = models.CharField(max_length=4, blank=True)
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires__gt=models.F("created")), name="accounts_link_expires"),
            models.CheckConstraint(
                condition=Q(purpose__in=["invitation", "ticket", "demo"]), name="accounts_link_purpose"
            ),
            models.CheckConstraint(
                condition=Q(factor="") | Q(factor="full", purpose="ticket"), name="accounts_link_factor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @staticmethod
    def digest_of(token: str) -> str:
        """What is kept of a token."""
        return hashlib.sha256(token.encode()).hexdigest()


class Device(models.Model):
    """A device of one prison, known by the token in its cookie, of which only the digest is kept. Revoked, it ends at once.

    A tablet opens with an officer's PIN; a kiosk shows the kiosk's pages to people in custody, and nothing else.
    """

    class Kind(models.TextChoices):
        TABLET = "tablet"
        KIOSK = "kiosk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TABLET)
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    enrolled_by = models.ForeignKey(Account, models.PROTECT)
    enrolled_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="accounts_device_label"),
            models.CheckConstraint(condition=Q(kind__in=["tablet", "kiosk"]), name="accounts_device_kind"),
            models.CheckConstraint(condition=Q(prison_code__regex=r"^[A-Z][A-Z0-9]+$"), name="accounts_device_prison"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="accounts_device_digest"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("enrolled_at")),
                name="accounts_device_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.prison_code})"

    @property
    def is_kiosk(self) -> bool:
        """True for a device that people in custody use."""
        return self.kind == self.Kind.KIOSK


class DevicePin(models.Model):
    """One officer's own PIN on one tablet: a password hash, the wrong tries since the last right one, and a lock."""

    MOST_FAILURES = 5

    device = models.ForeignKey(Device, models.CASCADE, related_name="pins")
    account = models.ForeignKey(Account, models.CASCADE)
    hash = models.CharField(max_length=128)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "account"], name="accounts_pin_once"),
            models.CheckConstraint(condition=Q(hash__regex=r"^[a-z0-9_]+\$"), name="accounts_pin_hashed"),
            models.CheckConstraint(condition=Q(failures__lte=5), name="accounts_pin_failures"),
        ]

    def __str__(self) -> str:
        return f"PIN on {self.device_id}"


class ApiToken(models.Model):
    """Lets a program ask as an account at one host: a prison's, or the public one (""). Only the digest is kept; it ends by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE)
    label = models.CharField(max_length=80)
    prison_code = models.CharField(max_length=10, blank=True)
    may_write = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="accounts_token_label"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="accounts_token_digest"),
            models.CheckConstraint(
                condition=Q(expires__gt=models.F("created"), expires__lte=models.F("created") + timedelta(days=365)),
                name="accounts_token_expires",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("created")), name="accounts_token_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.id}"
