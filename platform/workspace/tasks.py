"""Owns the housekeeping that no part owns alone: files that were written and never entered are removed."""

from core import files
from tenants.jobs import task_as


@task_as("storefront", name="workspace.purge_orphans")
def purge_orphans() -> None:
    """Remove the bytes of private files whose row was never committed."""
    files.purge_orphans()
