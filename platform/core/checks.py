"""Owns the start-up checks of the wall: psycopg 3 and server-side cursors would each open it silently."""

import importlib.util
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def driver_is_psycopg2(**kwargs: Any) -> list[CheckMessage]:
    """Django prefers psycopg 3 whenever it is importable; the switch is proven on psycopg2 only."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    return [Error("psycopg 3 is importable and Django would use it.", hint="Uninstall psycopg.", id="core.E001")]


@register()
def cursors_are_client_side(**kwargs: Any) -> list[CheckMessage]:
    """A server-side cursor opened in one prison returned another prison's rows after a switch (measured)."""
    if settings.DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS"):
        return []
    return [Error("DISABLE_SERVER_SIDE_CURSORS must be True.", id="core.E002")]
