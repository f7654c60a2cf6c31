"""Owns links that let in once: invitations, tickets to a prison's host, demo sign-ins. Only digests are kept."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts import selectors
from accounts.models import Account, OneTimeLink
from core import clock

Purpose = OneTimeLink.Purpose

LIFETIME = {
    Purpose.TICKET: timedelta(seconds=30),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.DEMO: timedelta(hours=12),
}
# written out: a command that invites need not load every URLconf; accounts.urls has the same
_PATHS = {Purpose.INVITATION: "/akun/undangan/{}/", Purpose.DEMO: "/akun/demo/{}/"}


def issue_link(
    account: Account, *, purpose: Purpose, host: str, target: str = "/", session_key: str = "", factor: str = ""
) -> str:
    """A token that lets `account` in once at `host`, then leads to the path `target`. Kept only as a digest.

    `session_key` is the session a ticket was asked from, `factor` what that session had shown. The caller acts as the gate or the owner.
    """
    now = clock.now()
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        account=account,
        purpose=purpose,
        digest=OneTimeLink.digest_of(token),
        host=host,
        target=target,
        session_key=session_key,
        factor=factor,
        created=now,
        expires=now + LIFETIME[purpose],
    )
    return token


def address_of(token: str, *, purpose: Purpose) -> str:
    """The whole address of an invitation or a demo link on the public host."""
    return settings.ORIGIN + _PATHS[purpose].format(token)


def redeem_link(token: str, *, purpose: Purpose, host: str) -> OneTimeLink:
    """Use a link up and return it with its account; two at once: one succeeds.

    A used invitation verifies the address and ends the account's other invitations. Raises Refused (code `link-void`)
    when it is unknown, used, expired, or meant for another purpose or host.
    """
    now = clock.now()
    with transaction.atomic():
        live = selectors.live_links(token, purpose=purpose, host=host).select_for_update(of=("self",))
        link = selectors.checked(live.first())
        link.used = now
        link.save(update_fields=["used"])
        if purpose == Purpose.INVITATION:
            OneTimeLink.objects.filter(account=link.account, purpose=purpose, used=None).update(used=now)
            EmailAddress.objects.filter(user=link.account, email=link.account.email).update(verified=True)
    return link
