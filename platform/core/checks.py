"""Owns the start-up checks: psycopg 3, server-side cursors and a malformed key would each be noticed too late."""

import base64
import importlib.util
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FIELD_KEY_BYTES = 32


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


@register()
def field_key_is_a_key(**kwargs: Any) -> list[CheckMessage]:
    """A malformed key would be noticed only when the first register number is sealed."""
    try:
        length = len(base64.urlsafe_b64decode(settings.FIELD_KEY))
    except ValueError:
        length = 0
    if length == FIELD_KEY_BYTES:
        return []
    return [Error("FIELD_KEY must be 32 random bytes in URL-safe base64.", id="core.E003")]
