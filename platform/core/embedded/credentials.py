"""Owns the passwords and keys of one clone: made once, atomically, readable by its owner only."""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal

from core.embedded import paths
from core.embedded.errors import EmbeddedError

PREFIX = "sabut"
"""The database and, before an underscore, every role of it begin with this word."""

Login = Literal["app", "owner", "test", "postgres"]


@dataclass(frozen=True)
class Secrets:
    """What nobody may guess; hidden from repr so that a traceback does not print it."""

    postgres: str = field(repr=False)
    owner: str = field(repr=False)
    app: str = field(repr=False)
    test: str = field(repr=False)
    secret_key: str = field(repr=False)
    field_key: str = field(repr=False)

    def password(self, login: Login) -> str:
        """The password of one database login."""
        return str(getattr(self, login))


def role(login: Login) -> str:
    """The database role behind a login: the superuser keeps its usual name."""
    return login if login == "postgres" else f"{PREFIX}_{login}"


def load(root: Path | None = None) -> Secrets:
    """The secrets of the clone at `root`, made on first use.

    Raises EmbeddedError when the file cannot be read or lacks an entry.
    """
    found = paths.places(root)
    try:
        text = found.secrets.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = _create(found)
    except OSError as error:
        raise EmbeddedError(f"{found.secrets} cannot be read: {error.strerror}") from error
    try:
        stored = json.loads(text)
        return Secrets(**{each.name: str(stored[each.name]) for each in fields(Secrets)})
    except (ValueError, KeyError, TypeError) as error:
        raise EmbeddedError(
            f"{found.secrets} is damaged ({error}): restore it, or remove {found.state} to start with empty servers"
        ) from error


def _create(found: paths.Places) -> str:
    paths.prepare_state(found)
    fresh = {name: secrets.token_urlsafe(24) for name in ("postgres", "owner", "app", "test")}
    fresh["secret_key"] = secrets.token_urlsafe(48)
    fresh["field_key"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    draft = found.secrets.with_name(f"secrets.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(fresh, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        # link, not rename: of two first users the second must read what the first has written.
        os.link(draft, found.secrets)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return found.secrets.read_text(encoding="utf-8")
