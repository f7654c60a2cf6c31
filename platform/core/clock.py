"""Owns time: every instant and day in the product is read here, so that a demo or a test can set the hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today(timezone: str) -> date:
    """The present day in an IANA time zone; a prison's days are local ("Asia/Jakarta")."""
    return now().astimezone(ZoneInfo(timezone)).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within the block the clock shows `instant` (aware), in this thread or task only."""
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
