"""Owns who may act where: memberships are granted and revoked with dates, never deleted."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict
from tenants.models import Membership


def grant_membership(
    account: UUID,
    *,
    role: str,
    by: str,
    prison: str | None = None,
    region: str | None = None,
    until: date | None = None,
    decree: str = "",
) -> Membership:
    """Give an account a role at a prison, in a region, or (neither given) in the nation, from today.

    The caller acts as the gate or the owner. Raises Conflict when the account holds the role there already.
    """
    today = clock.today(settings.TIME_ZONE)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                account_id=account,
                role=role,
                prison_id=prison,
                region_id=region,
                during=(today, until),
                decree=decree,
                granted_by=by,
                granted_at=clock.now(),
            )
            audit.record("membership.granted", by=by, subject=f"account:{account}", prison=prison or "", role=role)
    except IntegrityError as error:
        rule = _("The account holds this role here already, or the role does not fit the place.")
        raise Conflict(code="membership-refused", field="role", value=role, rule=rule) from error
    return membership


def revoke_membership(membership: UUID, *, by: str) -> None:
    """End a membership: it counts for nothing from the next request on. Revoking again changes nothing."""
    today = clock.today(settings.TIME_ZONE)
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership)
        first, last = row.during.lower, row.during.upper
        end = max(today, first or today)
        if last is not None and last <= end:
            return
        row.during = (first, end)
        row.save(update_fields=["during"])
        audit.record("membership.revoked", by=by, subject=f"account:{row.account_id}", prison=row.prison_id or "")
