"""Owns acts on accounts: opening one, and letting it in by a link that works once."""

from accounts.services.links import issue_link, redeem_link
from accounts.services.opening import open_account

__all__ = ["issue_link", "open_account", "redeem_link"]
