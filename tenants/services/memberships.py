"""Owns who may act where: memberships are granted and revoked with dates, never deleted."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, Refused
from tenants.models import Membership


def grant_membership(
    account: UUID,
    *,
    role: str,
    by: str,
    prison: str | None = None,
    region: str | None = None,
    starts: date | None = None,
    until: date | None = None,
    decree: str = "",
    deputy: str = "",
    lent_by: str | None = None,
) -> Membership:
    """Give an account a role at a prison, in a region, or (neither given) in the nation, from `starts` (today if None).

    `until` is the first day without it; `deputy` is "plh" or "plt"; `lent_by` the region that lends a verifier. The
    caller acts as the gate or the owner. Raises Refused for dates or a deputy that cannot be, Conflict when the account
    holds the role there already, or another of the four at the same prison.
    """
    first = _checked_start(starts, until)
    _check_deputy(until, decree, deputy, lent_by)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                account_id=account,
                role=role,
                prison_id=prison,
                region_id=region,
                during=(first, until),
                decree=decree,
                deputy=deputy,
                lent_by_id=lent_by,
                granted_by=by,
                granted_at=clock.now(),
            )
            audit.record("membership.granted", by=by, subject=f"account:{account}", prison=prison or "", role=role)
    except IntegrityError as error:
        raise _held(error, role) from error
    return membership


def _held(error: IntegrityError, role: str) -> Conflict:
    rule = _("The account holds this role here already, or the role does not fit the place.")
    if "tenants_membership_four" in str(error):
        rule = _("One person holds one of the four roles: who records, verifies, pays and approves are four people.")
    return Conflict(code="membership-refused", field="role", value=role, rule=rule)


def _checked_start(starts: date | None, until: date | None) -> date:
    today = clock.today(settings.TIME_ZONE)
    first = starts or today
    if first < today:
        rule = _("A role begins today or later.")
        raise Refused(code="start-past", field="starts", value=str(first), rule=rule)
    if until is not None and until <= first:
        rule = _("A role ends on a later day than it begins.")
        raise Refused(code="end-past", field="until", value=str(until), rule=rule)
    return first


def _check_deputy(until: date | None, decree: str, deputy: str, lent_by: str | None) -> None:
    if deputy and not decree:
        rule = _("A deputy acts by a decree: enter its number.")
        raise Refused(code="deputy-undated", field="decree", value=decree, rule=rule)
    if (deputy or lent_by) and until is None:
        rule = _("A deputy and a lent verifier act until a day: enter it.")
        raise Refused(code="deputy-undated", field="until", value="", rule=rule)


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
