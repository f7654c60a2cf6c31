"""Owns accounts: one national account per person of staff or buyer, and the single-use links that let it in."""

import hashlib
import uuid
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

    A ticket remembers the session it was asked from, so that leaving ends both.
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
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires__gt=models.F("created")), name="accounts_link_expires"),
            models.CheckConstraint(
                condition=Q(purpose__in=["invitation", "ticket", "demo"]), name="accounts_link_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @staticmethod
    def digest_of(token: str) -> str:
        """What is kept of a token."""
        return hashlib.sha256(token.encode()).hexdigest()
