"""Owns who may touch applications: an applicant sends, the national office decides, the owner provisions."""

from core.access import TableGrant

_VERDICT = "approved_at,approved_by,declined_at,declined_by,declined_reason,failure"

GRANTS = (TableGrant("replication_application", storefront="select insert", national=f"select update({_VERDICT})"),)
