"""Owns reading who may act at one prison: its members of today, for its head and its own first page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from core import clock
from tenants.models import Membership


@dataclass(frozen=True)
class Member:
    """One membership that holds today: who, as what, since and until when, and by which decree a deputy acts."""

    membership: UUID
    account: UUID
    email: str
    name: str
    role: str
    since: date
    until: date | None
    decree: str
    has_signed_in: bool


def members_of(prison: str) -> list[Member]:
    """The members of one prison today, by role and address (one query, as the gate)."""
    rows = _today(prison).select_related("account").order_by("role", "account__email")
    return [
        Member(
            row.pk,
            row.account.pk,
            row.account.email,
            row.account.name,
            row.role,
            row.during.lower or row.granted_at.date(),
            row.during.upper,
            row.decree,
            row.account.last_login is not None,
        )
        for row in rows
    ]


def missing_roles(prison: str, wanted: Collection[str]) -> list[str]:
    """Those of the wanted roles that nobody holds at the prison today, in their order (one query, as the gate)."""
    held = set(_today(prison).values_list("role", flat=True))
    return [role for role in wanted if role not in held]


def _today(prison: str) -> QuerySet[Membership]:
    return Membership.objects.filter(prison_id=prison, during__contains=clock.today(settings.TIME_ZONE))
