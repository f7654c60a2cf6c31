"""Owns what an account may do today: its memberships whose dates hold, read at every request."""

from uuid import UUID

from django.conf import settings

from core import clock
from tenants.models import Membership
from tenants.viewer import Claim


def claims_of(account: UUID) -> tuple[Claim, ...]:
    """The account's memberships that hold today (one query, as the gate)."""
    today = clock.today(settings.TIME_ZONE)
    rows = Membership.objects.filter(account_id=account, during__contains=today).values_list(
        "role", "prison_id", "region_id"
    )
    return tuple(Claim(role, prison, region) for role, prison, region in rows)
