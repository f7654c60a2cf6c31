"""Owns links that let in once: invitations, tickets to a prison's host, demo sign-ins. Only digests are kept."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Account, OneTimeLink
from core import clock
from core.errors import Refused

LIFETIME = {
    OneTimeLink.Purpose.TICKET: timedelta(seconds=30),
    OneTimeLink.Purpose.INVITATION: timedelta(days=7),
    OneTimeLink.Purpose.DEMO: timedelta(hours=12),
}


def issue_link(account: Account, *, purpose: OneTimeLink.Purpose, host: str, target: str = "/") -> str:
    """A token that lets `account` in once at `host`, then leads to the path `target`. Kept only as a digest.

    Earlier unused invitations of the account are void: only the newest works.
    """
    now = clock.now()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if purpose == OneTimeLink.Purpose.INVITATION:
            OneTimeLink.objects.filter(account=account, purpose=purpose, used=None).update(used=now)
        OneTimeLink.objects.create(
            account=account,
            purpose=purpose,
            digest=_digest(token),
            host=host,
            target=target,
            created=now,
            expires=now + LIFETIME[purpose],
        )
    return token


def redeem_link(token: str, *, purpose: OneTimeLink.Purpose, host: str) -> OneTimeLink:
    """Use a link up and return it with its account; two at once: one succeeds.

    Raises Refused (code `link-void`) when it is unknown, used, expired, or meant for another purpose or host: the
    answer is the same for all, so that nothing can be learnt by trying.
    """
    now = clock.now()
    live = OneTimeLink.objects.filter(
        digest=_digest(token), purpose=purpose, host=host, used=None, expires__gt=now, account__is_active=True
    )
    with transaction.atomic():
        link = live.select_for_update(of=("self",)).select_related("account").first()
        if link is None:
            rule = "This link was used, has expired or was not made for this address. Ask for a new one."
            raise Refused(code="link-void", field="link", value="…", rule=rule)
        link.used = now
        link.save(update_fields=["used"])
        if purpose == OneTimeLink.Purpose.INVITATION:
            EmailAddress.objects.filter(user=link.account, email=link.account.email).update(verified=True)
    return link


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
