"""Owns who may touch the register: reference data is read by all, memberships by the gate alone, a consignment by its two ends."""

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
    TableGrant(
        "tenants_consignment",
        relay="select(id,expires_at,received_at,refused_at,recalled_at,erased_at) update(sealed,erased_at)",
        prison="select insert update(sealed,received_at,outcome,refused_at,refusal,recalled_at)",
        rows="parties",
        open="(received_at IS NULL) AND (refused_at IS NULL) AND (recalled_at IS NULL) AND (erased_at IS NULL)",
        by_sender="recalled_at IS NOT NULL",
        by_receiver="(received_at IS NOT NULL) OR (refused_at IS NOT NULL)",
    ),
)
