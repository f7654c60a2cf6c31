"""Owns acts on accounts: opening one, letting it in by a link that works once, and ending its sessions."""

from accounts.services.links import Purpose, address_of, issue_link, redeem_link
from accounts.services.opening import accept_invitation, checked_email, invite, open_account
from accounts.services.sessions import bind_session, end_sessions, is_of_host, join_sessions

__all__ = [
    "Purpose",
    "accept_invitation",
    "address_of",
    "bind_session",
    "checked_email",
    "end_sessions",
    "invite",
    "is_of_host",
    "issue_link",
    "join_sessions",
    "open_account",
    "redeem_link",
]
