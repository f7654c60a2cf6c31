"""Owns one more prison for tests in which a third must see nothing: made like any, without programs or staff."""

from tenants.isolation.acting import acting_as
from tenants.services import create_prison


def third_prison(code: str) -> None:
    """Make a prison in the test's own transaction."""
    facts = {"name": f"Lapas Contoh {code}", "kind": "lapas", "prison_class": "IIB", "province_code": "32"}
    with acting_as("owner"):
        create_prison(code, **facts, slug=f"contoh-{code.lower()}", by="system")
