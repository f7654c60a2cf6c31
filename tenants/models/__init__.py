"""Owns the public tables of the wall: the register of places, who may enter them, and what leaves one for another."""

from tenants.models.consignments import ENVELOPES, KEPT_DAYS, Consignment
from tenants.models.register import (
    CLASSES,
    CODE_PATTERN,
    KINDS,
    Domain,
    FleetRun,
    KnownPrison,
    Membership,
    Prison,
    Province,
    RegionalOffice,
)

__all__ = [
    "CLASSES",
    "CODE_PATTERN",
    "ENVELOPES",
    "KEPT_DAYS",
    "KINDS",
    "Consignment",
    "Domain",
    "FleetRun",
    "KnownPrison",
    "Membership",
    "Prison",
    "Province",
    "RegionalOffice",
]
