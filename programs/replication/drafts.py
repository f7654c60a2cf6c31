"""Owns what was typed into an application and not sent yet: kept in the session, over sign-in, language and time."""

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

KEY = "application"
LONGEST, MOST_VALUES, MOST_FIELDS = 300, 20, 60


def keep(session: SessionBase, typed: QueryDict, *, names: Mapping[str, bool]) -> None:
    """Keep the fields named (True: of several values) as they were typed, however wrong; over-long text is cut."""
    kept: dict[str, Any] = {}
    for name, is_many in list(names.items())[:MOST_FIELDS]:
        if name in typed:
            values = [value[:LONGEST].replace("\0", "") for value in typed.getlist(name)[:MOST_VALUES]]
            kept[name] = values if is_many else values[-1]
    session[KEY] = kept


def kept(session: SessionBase) -> dict[str, Any]:
    """What was typed last; empty when nothing was, or it was sent."""
    found = session.get(KEY, {})
    return dict(found) if isinstance(found, dict) else {}


def forget(session: SessionBase) -> None:
    """The application was sent, or given up."""
    session.pop(KEY, None)
