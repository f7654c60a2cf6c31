"""Cirebon, the prison that the tests of replication onboard."""

from dataclasses import replace
from typing import Any

from programs.replication.services import OnboardingSpec

CIREBON = OnboardingSpec(
    code="CRB",
    name="Lapas Kelas I Cirebon",
    province="32",
    kind="lapas",
    prison_class="I",
    programs=("coir-shade", "bakery"),
    admin_email="kalapas@crb.example",
    decree_number="KEP-7/CRB/2026",
)
ARGUMENTS = (
    *("--code", "CRB", "--name", "Lapas Kelas I Cirebon", "--province", "32", "--kind", "lapas", "--class", "I"),
    *("--programs", "coir-shade,bakery", "--admin-email", "kalapas@crb.example", "--decree", "KEP-7/CRB/2026"),
)


def cirebon(**changes: Any) -> OnboardingSpec:
    """Cirebon with some values changed."""
    return replace(CIREBON, **changes)
