"""Owns tokens for programs: issued once, of one host, read only unless said, revoked at once. Only digests are kept."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account, ApiToken, OneTimeLink
from core import audit, clock
from core.errors import Forbidden, NotFound

READS, WRITES = "token-reads", "token"
"""What `Viewer.factor` says of a token: neither is the full factor, so money, exports and overrides stay closed."""
SCHEME = "Bearer "


def issue_token(account: Account, *, label: str, prison: str, may_write: bool, days: int) -> str:
    """A token for `account` at a prison's host, or the public one (""); shown now and never again. Ends after `days` (≤ 365).

    The caller acts as the gate, has seen the full factor where one is due, and looked whether the account belongs there.
    """
    token, now = secrets.token_urlsafe(32), clock.now()
    with transaction.atomic():
        row = ApiToken.objects.create(
            account=account,
            label=label,
            prison_code=prison,
            may_write=may_write,
            digest=OneTimeLink.digest_of(token),
            created=now,
            expires=now + timedelta(days=days),
        )
        audit.record("token.issued", by=str(account.pk), subject=f"token:{row.pk}", prison=prison, writes=may_write)
    return token


def revoke_token(token: UUID, *, account: UUID) -> None:
    """End one of the account's own tokens from the next request on; again changes nothing. Raises NotFound (field `token`)."""
    with transaction.atomic():
        row = ApiToken.objects.select_for_update().filter(pk=token, account_id=account).first()
        if row is None:
            rule = _("You have no such token.")
            raise NotFound(code="token-missing", field="token", value=str(token), rule=rule)
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
            audit.record("token.revoked", by=str(account), subject=f"token:{row.pk}", prison=row.prison_code)


def bearer_of(header: str, *, prison: str) -> tuple[Account, str] | None:
    """Whose token an Authorization header carries, and what it may do (READS or WRITES); None for no bearer token.

    Raises Forbidden (code `token-void`) for one that is unknown, revoked, expired, of another host, or of an account
    that is closed. The caller acts as the gate.
    """
    if not header.startswith(SCHEME):
        return None
    live = ApiToken.objects.select_related("account").filter(
        digest=OneTimeLink.digest_of(header.removeprefix(SCHEME).strip()),
        prison_code=prison,
        revoked_at=None,
        expires__gt=clock.now(),
        account__is_active=True,
    )
    row = live.first()
    if row is None:
        rule = _("This token is unknown, has ended, or belongs to another host.")
        raise Forbidden(code="token-void", field="authorization", value="…", rule=rule)
    _note_use(row)
    return row.account, WRITES if row.may_write else READS


def _note_use(row: ApiToken) -> None:
    """The day of the last use, once a day."""
    today = clock.now().date()
    if row.used_on != today:
        ApiToken.objects.filter(pk=row.pk).update(used_on=today)
