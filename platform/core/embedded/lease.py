"""Owns what a client does to have servers: connect to the guard, or start one and connect again."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from core.embedded import paths
from core.embedded.errors import EmbeddedError

_READY = b"ready\n"
_ANOTHER_RUNS = 3


class Lease:
    """The promise that both servers run until `close` or the end of this process and its forks."""

    def __init__(self, connection: socket.socket) -> None:
        # A bare descriptor: a forgotten lease must last until the process ends, not until it is collected.
        self._descriptor: int | None = connection.detach()

    def close(self) -> None:
        """Give the lease back; the guard stops the servers when it was the last one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def hold(root: Path | None = None, *, seconds: float = 90.0) -> Lease:
    """Take a lease on the servers of `root`, starting them first when they do not run.

    Raises EmbeddedError when they cannot be started, or not within `seconds`.
    """
    if os.name != "posix":
        raise EmbeddedError("embedded servers need Linux or macOS: set DATABASE_URL and BROKER_URL")
    places = paths.places(root)
    paths.prepare_state(places)
    deadline = time.monotonic() + seconds
    pause = 0.02
    while time.monotonic() < deadline:
        lease = _take(places, deadline)
        if lease:
            return lease
        _launch(places)
        lease = _take(places, deadline)
        if lease:
            return lease
        # Another guard is about to listen, or about to end.
        time.sleep(pause)
        pause = min(pause * 2, 0.2)
    raise EmbeddedError(
        f"a guard holds {places.lock} but does not answer at {places.guard_socket}: run "
        f"`python -m core.embedded stop` and try again, or read {places.log('guard')}"
    )


def _take(places: paths.Places, deadline: float) -> Lease | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(max(deadline - time.monotonic(), 0.1))
        connection.connect(str(places.guard_socket))
        answer = connection.recv(4096)
    except OSError:
        connection.close()
        return None
    if answer == _READY:
        connection.settimeout(None)
        return Lease(connection)
    connection.close()
    if answer:
        raise EmbeddedError(answer.decode(errors="replace"))
    # Closed without a word: the guard was just leaving.
    return None


def _launch(places: paths.Places) -> None:
    import_path = str(Path(__file__).resolve().parents[2])
    keep = {name: os.environ[name] for name in ("HOME", "SABUT_LINGER", "SABUT_PG_BIN", "TMPDIR") if name in os.environ}
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": import_path,
        "SABUT_STATE": str(places.state),
        **keep,
    }
    started = subprocess.run(
        [sys.executable, "-m", "core.embedded", "--root", places.root, "guard"],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        env=environment,
        start_new_session=True,
    )
    if started.returncode not in {0, _ANOTHER_RUNS}:
        words = started.stderr.decode(errors="replace").strip()
        raise EmbeddedError(words or f"the guard did not start, see {places.log('guard')}")
