"""Owns the reading of database addresses: one URL is one login, and a process holds no other login's secret."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from core.environment import BadEnvironment


def parse(url: str, *, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's connection settings from "postgresql://user:password@host:port/name?option=…".

    A socket folder is given as the option `host`. Other options go to the driver. Raises BadEnvironment naming
    `name` for another scheme or a missing database; the message never shows the URL, it holds a password.
    """
    parts = urlsplit(url)
    database = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not database:
        raise BadEnvironment(name, "…", "must look like postgresql://user:password@host:5432/name")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    port = options.pop("port", "") or str(parts.port or "")
    return {
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }
