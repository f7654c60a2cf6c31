"""Owns who may touch the catalogue: prisons list their own and enter its licences, buyers see all and reserve."""

from core.access import TableGrant

GRANTS = (
    TableGrant(
        "catalogue_seller", storefront="select", national="select", prison="select insert update", rows="read-all"
    ),
    TableGrant("catalogue_foodlicence", national="select", prison="select insert update"),
    TableGrant(
        "catalogue_listing",
        storefront="select update(available)",
        national="select",
        prison="select insert update delete",
        rows="read-all",
    ),
)
