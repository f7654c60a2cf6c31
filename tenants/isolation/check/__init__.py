"""Owns the proof of the wall: the catalogue is compared with what is declared, and the wall is tried for real."""

from tenants.isolation.check.findings import Findings, Leak
from tenants.isolation.check.run import check_isolation

__all__ = ["Findings", "Leak", "check_isolation"]
