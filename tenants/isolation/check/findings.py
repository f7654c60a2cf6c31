"""Owns what a check of the wall reports: how much was looked at, how often PostgreSQL refused, what leaked."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Leak:
    """Something a role can do that it must not: who, what, and how it showed."""

    role: str
    target: str
    found: str


@dataclass
class Findings:
    """`schemas` and `roles` of prisons looked at, `denied` real attempts that PostgreSQL refused, and leaks."""

    schemas: int = 0
    roles: int = 0
    denied: int = 0
    leaks: list[Leak] = field(default_factory=list)

    def leak(self, role: str, target: str, found: str) -> None:
        """Note a leak."""
        self.leaks.append(Leak(role, target, found))
