"""Owns the reading of environment variables: typed, and a bad value stops the start with its name and rule."""

import os
from collections.abc import Callable, Sequence


class BadEnvironment(SystemExit):
    """A variable holds what its rule forbids; the process does not start."""

    def __init__(self, name: str, value: str, rule: str) -> None:
        super().__init__(f"{name}={value!r}: {rule}")


def text(name: str, default: str = "") -> str:
    """The variable as text, stripped."""
    return os.environ.get(name, default).strip()


def required(name: str) -> str:
    """The variable as text; unset it stops the start."""
    value = text(name)
    if not value:
        raise BadEnvironment(name, "", "must be set in production")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no: 1/0, true/false, yes/no; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironment(name, value, "must be 1 or 0")


def number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """The variable as a whole number between `least` and `most`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
        raise BadEnvironment(name, value, f"must be a whole number from {least} to {most}")
    return int(value)


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    """The variable as one of `allowed`."""
    value = os.environ.get(name, "").strip() or default
    if value not in allowed:
        raise BadEnvironment(name, value, f"must be one of {', '.join(allowed)}")
    return value


def words(name: str) -> list[str]:
    """The variable as a comma-separated list, empty when unset."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def secret(name: str, development: Callable[[], str] | None) -> str:
    """The variable as a secret; where it is unset the development one, and without one the process does not start."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if development is None:
        raise BadEnvironment(name, "", "must be set in production")
    return development()
