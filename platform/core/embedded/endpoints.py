"""Owns the addresses of the embedded servers, known before anything is started."""

from pathlib import Path
from urllib.parse import quote

from core.embedded import credentials, paths


def database_url(root: Path | None = None, login: credentials.Login = "app", database: str = credentials.PREFIX) -> str:
    """Where `login` finds PostgreSQL, in the form of DATABASE_URL. Starts nothing."""
    found = paths.places(root)
    password = quote(credentials.load(root).password(login), safe="")
    host = quote(str(found.sockets), safe="")
    user = credentials.role(login)
    return f"postgresql://{user}:{password}@/{database}?host={host}&port={paths.DATABASE_PORT}"


def broker_url(root: Path | None = None) -> str:
    """Where Celery finds Valkey, in the form of BROKER_URL; good for results too."""
    return f"redis+socket://{quote(str(paths.places(root).broker_socket))}?virtual_host=0"


def cache_url(root: Path | None = None) -> str:
    """Where Django's Redis cache finds Valkey, in a database of its own."""
    return f"unix://{quote(str(paths.places(root).broker_socket))}?db=1"
