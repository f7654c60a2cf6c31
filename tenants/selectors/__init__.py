"""Owns reading the register: which prison is at a host, who may act where, and what an account may do today."""

from tenants.selectors.claims import claims_of
from tenants.selectors.known import Found, KnownFacts, known_facts, search_known
from tenants.selectors.members import Member, members_and_coming, members_of, missing_at, missing_roles
from tenants.selectors.official import OfficialDomain, official_domain, official_domains
from tenants.selectors.places import at_host, by_code, every_code, forget, onboarded_on
from tenants.selectors.register import (
    ProvinceFacts,
    RegisteredPrison,
    host_owner,
    known_prison,
    names_of,
    prisons_of,
    province_of,
    provinces,
    provinces_of,
    region_of,
)

__all__ = [
    "Found",
    "KnownFacts",
    "Member",
    "OfficialDomain",
    "ProvinceFacts",
    "RegisteredPrison",
    "at_host",
    "by_code",
    "claims_of",
    "every_code",
    "forget",
    "host_owner",
    "known_facts",
    "known_prison",
    "members_and_coming",
    "members_of",
    "missing_at",
    "missing_roles",
    "names_of",
    "official_domain",
    "official_domains",
    "onboarded_on",
    "prisons_of",
    "province_of",
    "provinces",
    "provinces_of",
    "region_of",
    "search_known",
]
