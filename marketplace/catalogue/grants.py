"""Owns who may touch the catalogue: prisons list their own, buyers see all and reserve."""

from core.access import TableGrant

GRANTS = (
    TableGrant(
        "catalogue_seller", storefront="select", national="select", prison="select insert update", rows="read-all"
    ),
    TableGrant(
        "catalogue_listing",
        storefront="select update(available)",
        national="select",
        prison="select insert update delete",
        rows="read-all",
    ),
)
