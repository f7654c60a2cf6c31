"""Owns one sign-in over several hosts: each host has its own session, and leaving at one of them leaves at all."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

PARENT, CHILDREN, HOST = "parent", "children", "host"
MOST_CHILDREN = 20


def bind_session(session: SessionBase, host: str) -> None:
    """Tie a session to a prison's host: sent to any other, its cookie lets nobody in."""
    session[HOST] = host


def is_of_host(session: SessionBase, host: str) -> bool:
    """Whether a session began at this host; a prison's by name, the public one's as ""."""
    return bool(session.get(HOST, "") == host)


def join_sessions(session: SessionBase, *, parent_key: str) -> None:
    """Tie a prison's new session to the public session its ticket was asked from, if that is still there."""
    parent = SessionStore(session_key=parent_key)
    children = [*parent.get(CHILDREN, []), session.session_key][-MOST_CHILDREN:]
    if parent.session_key is None:  # loading a session that is gone clears its key
        return
    parent[CHILDREN], session[PARENT] = children, parent_key
    parent.save()


def end_sessions(session: SessionBase) -> None:
    """End every session of this sign-in: this one, the public one and those at other prisons. Twice changes nothing."""
    parent_key = session.get(PARENT)
    parent = SessionStore(session_key=parent_key) if parent_key else session
    for key in parent.get(CHILDREN, []):
        SessionStore(session_key=key).delete()
    if parent is not session:
        parent.delete()
    session.flush()
