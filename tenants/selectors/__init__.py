"""Owns reading the register: which prison is at a host, who may act where, and what an account may do today."""

from tenants.selectors.claims import claims_of
from tenants.selectors.members import Member, members_of, missing_roles
from tenants.selectors.places import at_host, by_code, every_code, forget
from tenants.selectors.register import (
    ProvinceFacts,
    RegisteredPrison,
    host_owner,
    known_prison,
    names_of,
    not_onboarded,
    provinces,
    provinces_of,
)

__all__ = [
    "Member",
    "ProvinceFacts",
    "RegisteredPrison",
    "at_host",
    "by_code",
    "claims_of",
    "every_code",
    "forget",
    "host_owner",
    "known_prison",
    "members_of",
    "missing_roles",
    "names_of",
    "not_onboarded",
    "provinces",
    "provinces_of",
]
