"""Owns what differs from allauth's own: after sign-in one goes on within this host only."""

from allauth.account.adapter import DefaultAccountAdapter

from core.redirects import local_path


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """allauth would also follow an address of any host below ours, and breaks on one that is malformed."""

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` may be followed."""
        return bool(local_path(url, otherwise=""))
