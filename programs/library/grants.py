"""Owns who may touch the library: all read versions, nobody changes one; a prison issues and withdraws certificates."""

from core.access import TableGrant

# what the public page of a certificate reads: not whose prison it was
SHOWN = (
    "code",
    "skill_id",
    "skill_en",
    "hours",
    "issuer",
    "issued_on",
    "withdrawn_on",
    "name_digest",
    "is_demo",
)
GRANTS = (
    TableGrant(
        "library_templateversion", storefront="select", national="select insert", prison="select", rows="shared"
    ),
    TableGrant("library_adoption", storefront="select", national="select", prison="select"),
    TableGrant(
        "library_issuedcertificate",
        storefront=" ".join(f"select({column})" for column in SHOWN),
        prison="select insert update(withdrawn_on)",
    ),
)
