"""Owns who may touch templates: all read versions, the national office publishes, nobody changes one."""

from core.access import TableGrant

GRANTS = (
    TableGrant(
        "library_templateversion", storefront="select", national="select insert", prison="select", rows="shared"
    ),
    TableGrant("library_adoption", storefront="select", national="select", prison="select"),
)
