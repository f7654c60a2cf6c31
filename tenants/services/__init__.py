"""Owns acts on the register: prisons come to exist, accounts become members, reference data is loaded."""

from tenants.services.memberships import grant_membership, revoke_membership
from tenants.services.prisons import create_prison
from tenants.services.reference import load_reference

__all__ = ["create_prison", "grant_membership", "load_reference", "revoke_membership"]
