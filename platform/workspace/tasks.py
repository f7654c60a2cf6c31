"""Owns the housekeeping that no part owns alone: orphaned files go, and envelopes that nobody opened in time."""

from core import files, jobs
from tenants.jobs import task_as
from tenants.selectors import every_code
from tenants.services import consignments
from workspace import retention


@task_as("storefront", name="workspace.purge_orphans")
def purge_orphans() -> None:
    """Remove the bytes of private files whose row was never committed."""
    files.purge_orphans()


@task_as("relay", name="workspace.erase_envelopes")
def erase_envelopes() -> None:
    """Erase the sealed bytes of envelopes whose fourteen days are over."""
    consignments.erase_expired()


@task_as("national", name="workspace.announce_purge")
def announce_purge() -> None:
    """Tell every prison to remove what is due; each does so in a task of its own."""
    for code in every_code():
        jobs.publish("workspace.purge_due", prison=code)


@task_as("prison", name="workspace.purge")
def purge(*, prison: str) -> None:
    """Remove what is due in one prison."""
    retention.purge_people(by="system")
