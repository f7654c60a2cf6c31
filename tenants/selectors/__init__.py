"""Owns reading the register: which prison is at a host, and what an account may do today."""

from tenants.selectors.claims import claims_of
from tenants.selectors.places import at_host, by_code, every_code, forget

__all__ = ["at_host", "by_code", "claims_of", "every_code", "forget"]
