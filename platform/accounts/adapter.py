"""Owns what differs from allauth's own: after sign-in one goes on within this host only, and secrets are kept sealed."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from core import crypto
from core.redirects import local_path

_SEALED = {"prison": "accounts", "field": "second-factor"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """allauth would also follow an address of any host below ours, and breaks on one that is malformed."""

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` may be followed."""
        return bool(local_path(url, otherwise=""))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """The secrets of second factors lie in the database encrypted."""

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(crypto.seal(text, **_SEALED)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return crypto.unseal(base64.b64decode(encrypted_text), **_SEALED)
