"""Owns who may touch the register: reference data is read by all, memberships by the gate alone."""

from core.access import TableGrant


def _read_by_all(table: str) -> TableGrant:
    return TableGrant(
        table, gate="select", relay="select", storefront="select", national="select", prison="select", rows="shared"
    )


GRANTS = (
    _read_by_all("tenants_regionaloffice"),
    _read_by_all("tenants_province"),
    _read_by_all("tenants_knownprison"),
    _read_by_all("tenants_prison"),
    _read_by_all("tenants_domain"),
    TableGrant("tenants_membership", gate="select insert update(during)"),
    TableGrant("tenants_fleetrun"),
)
