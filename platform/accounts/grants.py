"""Owns who may touch accounts, sessions, links and enrolled tablets: the gate alone."""

from core.access import TableGrant

_ALL = "select insert update delete"

GRANTS = (
    TableGrant("accounts_account", gate=_ALL),
    TableGrant("accounts_onetimelink", gate=_ALL),
    TableGrant("accounts_device", gate="select insert update(revoked_at)"),
    TableGrant("accounts_devicepin", gate=_ALL),
    TableGrant("accounts_apitoken", gate="select insert update(revoked_at,used_on)"),
    TableGrant("django_session", gate=_ALL),
    TableGrant("account_emailaddress", gate=_ALL),
    TableGrant("account_emailconfirmation", gate=_ALL),
    TableGrant("mfa_authenticator", gate=_ALL),
)
