"""Owns who may read the comparison and how much of it; the same for page and API."""

from tenants.viewer import NATIONAL_ROLES, Viewer

READERS = (*NATIONAL_ROLES, "regional")


def regions_of(viewer: Viewer) -> frozenset[str] | None:
    """The regional offices the viewer is limited to; None for the national office."""
    return None if viewer.national_roles.intersection(NATIONAL_ROLES) else viewer.regions
