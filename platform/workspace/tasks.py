"""Owns the housekeeping that no part owns alone: orphaned files go, and envelopes that nobody opened in time."""

from core import files
from tenants.jobs import task_as
from tenants.services import consignments


@task_as("storefront", name="workspace.purge_orphans")
def purge_orphans() -> None:
    """Remove the bytes of private files whose row was never committed."""
    files.purge_orphans()


@task_as("relay", name="workspace.erase_envelopes")
def erase_envelopes() -> None:
    """Erase the sealed bytes of envelopes whose fourteen days are over."""
    consignments.erase_expired()
