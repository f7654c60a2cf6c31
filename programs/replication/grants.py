"""Owns who may touch applications: anyone applies, the national office decides, the owner provisions."""

from core.access import TableGrant

GRANTS = (TableGrant("replication_application", storefront="select insert", national="select insert update"),)
