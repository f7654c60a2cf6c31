"""Owns the second factor: which one a session has shown, and setting up, renewing and removing that of an account."""

from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account
from core import audit
from core.errors import Conflict

FULL, PIN, NONE = "full", "pin", ""
_SHOWN, _SECRET, _CODES = "factor", "factor_secret", "factor_codes"


def show_factor(session: SessionBase, account: UUID, factor: str) -> None:
    """Note that this account has shown a factor in this session; it says nothing of another account in it."""
    session[_SHOWN] = {"account": str(account), "factor": factor}


def factor_of(session: SessionBase, account: UUID) -> str:
    """What the account has shown in this session: "full", "pin", or "" for nothing."""
    shown: dict[str, str] = session.get(_SHOWN) or {}
    return shown["factor"] if shown.get("account") == str(account) else NONE


def has_second_factor(account: Account) -> bool:
    """Whether the account has set up a second factor."""
    return bool(get_adapter().is_mfa_enabled(account, types=[Authenticator.Type.TOTP]))


def secret_in(session: SessionBase) -> str:
    """The secret that is being set up: the same until it is, so that a changed language does not spoil a scanned one."""
    secret: str = session.setdefault(_SECRET, generate_totp_secret())
    return secret


def set_up_factor(account: Account, session: SessionBase) -> None:
    """Make the secret of this session the account's second factor, with fresh recovery codes; the session has shown it.

    The caller has checked a code of it. Raises Conflict (code `factor-there`) when the account has one already.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if has_second_factor(account):
            rule = _("A second factor is set up already. Remove it first if you have a new phone.")
            raise Conflict(code="factor-there", field="factor", value="", rule=rule)
        TOTP.activate(account, session.pop(_SECRET))
        _renew(account, session)
        audit.record("factor.set-up", by=str(account.pk), subject=f"account:{account.pk}")
    show_factor(session, account.pk, FULL)


def renew_recovery_codes(account: Account, session: SessionBase) -> None:
    """Replace the recovery codes; those of before count for nothing."""
    with transaction.atomic():
        _renew(account, session)
        audit.record("factor.codes-renewed", by=str(account.pk), subject=f"account:{account.pk}")


def new_recovery_codes(account: Account, session: SessionBase) -> list[str]:
    """The codes made in this session, until they are put away; afterwards and elsewhere none are shown."""
    made = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES, pk=session.get(_CODES)
    ).first()
    codes: list[str] = made.wrap().get_unused_codes() if made else []
    return codes


def put_codes_away(session: SessionBase) -> None:
    """The person has kept the codes: they are not shown again."""
    session.pop(_CODES, None)


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes of the account are unused."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def remove_factor(account: Account, session: SessionBase) -> None:
    """Remove the second factor and its recovery codes, to set up another. The session has shown none from now on."""
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        audit.record("factor.removed", by=str(account.pk), subject=f"account:{account.pk}")
    for key in (_SHOWN, _CODES):
        session.pop(key, None)


def _renew(account: Account, session: SessionBase) -> None:
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    made: Any = RecoveryCodes.activate(account)
    session[_CODES] = made.instance.pk
