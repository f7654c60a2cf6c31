"""Owns reading who may act at a prison: its members of today and to come, and who of the four is missing."""

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
    """One membership: who, as what, since and until when, by which decree a deputy acts, and which office lent whom."""

    membership: UUID
    account: UUID
    email: str
    name: str
    role: str
    since: date
    until: date | None
    decree: str
    has_signed_in: bool
    deputy: str = ""
    lent_by: str = ""


def members_of(prison: str) -> list[Member]:
    """The members of one prison today, by role and address (one query, as the gate)."""
    return [_member(row) for row in _listed(_today(prison))]


def members_and_coming(prison: str, *, role: str = "") -> list[Member]:
    """Those of today and those whose role begins later, all or with one role (one query, as the gate)."""
    rows = Membership.objects.filter(prison_id=prison, during__isempty=False)
    rows = rows.exclude(during__fully_lt=(clock.today(settings.TIME_ZONE), None))
    return [_member(row) for row in _listed(rows.filter(role=role) if role else rows)]


def missing_roles(prison: str, wanted: Collection[str]) -> list[str]:
    """Those of the wanted roles that nobody holds at the prison today, in their order (one query, as the gate)."""
    held = set(_today(prison).values_list("role", flat=True))
    return [role for role in wanted if role not in held]


def missing_at(prisons: Collection[str], wanted: Collection[str]) -> dict[str, list[str]]:
    """Those of the wanted roles that nobody holds today at each of several prisons (one query, as the gate)."""
    today = clock.today(settings.TIME_ZONE)
    rows = Membership.objects.filter(prison__in=prisons, during__contains=today)
    held = set(rows.values_list("prison_id", "role"))
    return {prison: [role for role in wanted if (prison, role) not in held] for prison in prisons}


def _listed(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related("account", "lent_by").order_by("role", "account__email", "during")


def _member(row: Membership) -> Member:
    return Member(
        membership=row.pk,
        account=row.account.pk,
        email=row.account.email,
        name=row.account.name,
        role=row.role,
        since=row.during.lower or row.granted_at.date(),
        until=row.during.upper,
        decree=row.decree,
        has_signed_in=row.account.last_login is not None,
        deputy=row.deputy,
        lent_by=row.lent_by.name if row.lent_by else "",
    )


def _today(prison: str) -> QuerySet[Membership]:
    return Membership.objects.filter(prison_id=prison, during__contains=clock.today(settings.TIME_ZONE))
