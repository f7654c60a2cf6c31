"""Owns who may touch trade rules: all public roles read them, only the owner loads them."""

from core.access import TableGrant

GRANTS = (
    TableGrant("trade_destinationrule", storefront="select", national="select"),
    TableGrant("trade_transittime", storefront="select", national="select"),
    TableGrant("trade_evidenceitem", storefront="select", national="select"),
    TableGrant("trade_evidenceentry", storefront="select", national="select insert"),
)
