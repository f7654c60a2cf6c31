"""Owns where the embedded servers keep state and sockets: every process computes the same places."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.embedded.errors import EmbeddedError

NAME = "sabut"
SHARED_STATE = Path("/var/lib") / NAME
DATABASE_PORT = 5432
# Linux takes 107 bytes and macOS 103; the rest is room for suffixes of PostgreSQL.
LONGEST_SOCKET = 100


@dataclass(frozen=True)
class Places:
    """The folders of one clone. Servers and leases of two clones never share one."""

    root: Path
    state: Path
    sockets: Path

    @property
    def postgres(self) -> Path:
        """The cluster."""
        return self.state / "postgres"

    @property
    def valkey(self) -> Path:
        """The append-only file of the broker."""
        return self.state / "valkey"

    @property
    def secrets(self) -> Path:
        """Passwords and keys of this clone, mode 0600."""
        return self.state / "secrets.json"

    @property
    def lock(self) -> Path:
        """Who holds flock on this file is the guard; its pid is written inside."""
        return self.state / "guard.lock"

    @property
    def guard_socket(self) -> Path:
        """Where a client takes its lease."""
        return self.sockets / "guard.sock"

    @property
    def database_socket(self) -> Path:
        """The name PostgreSQL gives its socket."""
        return self.sockets / f".s.PGSQL.{DATABASE_PORT}"

    @property
    def broker_socket(self) -> Path:
        """The name we give Valkey's socket."""
        return self.sockets / "valkey.sock"

    def log(self, name: str) -> Path:
        """The log of one server or of the guard."""
        return self.state / f"{name}.log"


def repository_root(module: str = __file__) -> Path:
    """The clone this module lies in: platform/core/embedded/paths.py is three folders down."""
    return Path(module).resolve().parents[3]


def places(root: Path | None = None, environ: Mapping[str, str] = os.environ) -> Places:
    """The places of the clone at `root` (default: this one), without making any of them.

    SABUT_STATE overrides the state folder. Raises EmbeddedError when a socket path is too long.
    """
    clone = (root or repository_root()).resolve()
    found = Places(root=clone, state=(state := _state(clone, environ)), sockets=_sockets(state))
    if len(os.fsencode(found.database_socket)) > LONGEST_SOCKET:
        raise EmbeddedError(f"{found.sockets} is too long for a Unix socket: set TMPDIR to a short folder")
    return found


def prepare_state(found: Places) -> None:
    """Make the state folder; others may pass through it, because servers of root are not root."""
    for folder in (found.state.parent, found.state):
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711)


def _state(clone: Path, environ: Mapping[str, str]) -> Path:
    override = environ.get("SABUT_STATE")
    if override:
        return Path(override).resolve()
    if os.getuid() == 0:
        return SHARED_STATE / _short(clone)
    return clone / "var"


def _sockets(state: Path) -> Path:
    user = os.getuid()
    if user == 0:
        return _first_usable("/run") / f"{NAME}-{_short(state)}"
    return _first_usable() / f"{NAME}-{user}-{_short(state)}"


def _first_usable(*preferred: str) -> Path:
    # /tmp before TMPDIR: two terminals with different TMPDIR must still meet at one guard.
    for folder in (*preferred, "/tmp"):  # noqa: S108 - the folder inside is private and checked
        if os.access(folder, os.W_OK | os.X_OK):
            return Path(folder)
    return Path(os.environ.get("TMPDIR", "/var/tmp"))  # noqa: S108


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
