"""Owns how a rule says no: one error hierarchy, translated once at each edge (pages, API, commands)."""

from typing import Any


class DomainError(Exception):
    """A rule said no.

    `code` is stable and hyphenated, `field` names the input, `value` is what was given (never personal: mask it before),
    `rule` is the sentence shown to the person, `citation` the legal or policy source where there is one.
    """

    def __init__(self, *, code: str, field: str, value: object, rule: str, citation: str = "") -> None:
        super().__init__(f"{field}={value!r}: {rule}")
        self.code, self.field, self.value, self.rule, self.citation = code, field, value, rule, citation

    def as_dict(self) -> dict[str, Any]:
        """The error as JSON-ready facts: code, field, value, rule, citation."""
        shown = self.value if isinstance(self.value, str | int | float | bool | None) else str(self.value)
        return {
            "code": self.code,
            "field": self.field,
            "value": shown,
            "rule": str(self.rule),
            "citation": self.citation,
        }


class Refused(DomainError):
    """The input breaks a rule; nothing was changed."""


class Conflict(DomainError):
    """The input met a newer state: taken, reserved, already used with another content."""


class NotFound(DomainError):
    """There is no such thing, or none this viewer may know of."""


class Forbidden(DomainError):
    """The viewer may not do this."""
