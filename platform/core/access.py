"""Owns the language in which an app declares who may touch its tables; `tenants.isolation` applies and checks it."""

from dataclasses import dataclass

SHARED_ROLES = ("gate", "relay", "storefront", "national", "prison")


@dataclass(frozen=True)
class TableGrant:
    """Rights on one public table by role: "select insert update(sent) delete", empty for none.

    `prison` names the rights of every prison's role. With `rows="own"` they reach the rows whose prison_code is the
    prison's own; "read-all" opens reading of all rows (a searched table must, or its indexes are not used);
    "shared" has no prison_code and no row policy (reference data); "parties" reaches the rows of which the prison is
    sender or receiver, each of them changing only what is theirs, and only while `open` (SQL) holds: the sender what makes
    `by_sender` true of the row, the receiver what makes `by_receiver` true. The three
    are written as PostgreSQL prints them.
    """

    table: str
    gate: str = ""
    relay: str = ""
    storefront: str = ""
    national: str = ""
    prison: str = ""
    rows: str = "own"
    open: str = ""
    by_sender: str = ""
    by_receiver: str = ""

    def rights(self, role: str) -> tuple[str, ...]:
        """The rights of `role` as single privileges: ("select", "update(sent)")."""
        return tuple(str(getattr(self, role)).split())

    @property
    def is_row_secured(self) -> bool:
        """True when prison roles may touch the table, but only some rows."""
        return bool(self.prison) and self.rows != "shared"
