"""Owns acts on accounts: opening one, letting it in by a link that works once, and ending its sessions."""

from accounts.services.links import Purpose, address_of, issue_link, redeem_link
from accounts.services.opening import accept_invitation, checked_email, invite, open_account
from accounts.services.sessions import end_sessions, join_sessions

__all__ = [
    "Purpose",
    "accept_invitation",
    "address_of",
    "checked_email",
    "end_sessions",
    "invite",
    "issue_link",
    "join_sessions",
    "open_account",
    "redeem_link",
]
