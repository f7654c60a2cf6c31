"""Owns reading accounts, links and tablets: who someone is, whether a link still lets in, who has a PIN where."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Account, ApiToken, Device, DevicePin, OneTimeLink
from core import clock
from core.errors import NotFound, Refused


def account(pk: UUID) -> Account:
    """The active account with an id; raises NotFound (field `account`)."""
    found = Account.objects.filter(pk=pk, is_active=True).first()
    if found is None:
        raise NotFound(code="account-unknown", field="account", value=str(pk), rule=_("There is no such account."))
    return found


def live_links(token: str, *, purpose: OneTimeLink.Purpose, host: str) -> QuerySet[OneTimeLink]:
    """The one link a token still opens at a host for a purpose, with its account; empty when it opens none."""
    return OneTimeLink.objects.select_related("account").filter(
        digest=OneTimeLink.digest_of(token),
        purpose=purpose,
        host=host,
        used=None,
        expires__gt=clock.now(),
        account__is_active=True,
    )


def live_link(token: str, *, purpose: OneTimeLink.Purpose, host: str) -> OneTimeLink:
    """The link a token opens, not used up; raises Refused (code `link-void`) as `services.redeem_link` does."""
    return checked(live_links(token, purpose=purpose, host=host).first())


def checked(link: OneTimeLink | None) -> OneTimeLink:
    """The link itself; raises Refused when there is none, or an invitation to someone who has a password by now.

    The answer is the same for unknown, used, expired and foreign links, so that nothing can be learnt by trying.
    """
    is_invitation = link is not None and link.purpose == OneTimeLink.Purpose.INVITATION
    if link is None or (is_invitation and link.account.has_usable_password()):
        rule = _("This link was used, has expired or was not made for this address. Ask for a new one.")
        raise Refused(code="link-void", field="link", value="…", rule=rule)
    return link


def live_devices(prison: str) -> QuerySet[Device]:
    """The tablets of a prison that are not revoked, with who enrolled them, newest first."""
    rows = Device.objects.filter(prison_code=prison, revoked_at=None)
    return rows.select_related("enrolled_by").order_by("-enrolled_at", "pk")


def accounts_with_pin(device: Device) -> list[Account]:
    """The active accounts that open a tablet with a PIN, by name."""
    rows = DevicePin.objects.filter(device=device, account__is_active=True).select_related("account")
    return [row.account for row in rows.order_by("account__name", "account__email")]


def pins_on(devices: Collection[Device]) -> dict[UUID, list[Account]]:
    """Who has a PIN on each of several tablets, by name (one query)."""
    found: dict[UUID, list[Account]] = {device.pk: [] for device in devices}
    rows = DevicePin.objects.filter(device__in=found).select_related("account")
    for row in rows.order_by("account__name", "account__email"):
        found[row.device_id].append(row.account)
    return found


def live_tokens(account: UUID) -> QuerySet[ApiToken]:
    """The tokens of an account that still let in, the newest first."""
    rows = ApiToken.objects.filter(account_id=account, revoked_at=None, expires__gt=clock.now())
    return rows.order_by("-created", "pk")
