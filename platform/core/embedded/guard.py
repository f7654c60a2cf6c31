"""Owns the life of both servers: they run while somebody holds a lease, and a moment longer.

A lease is an open connection. The kernel closes it when its holder dies, however it dies, so the
guard needs no heartbeat and no pid of anyone. One thread: the servers' death signal follows it.
"""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Protocol

from core.embedded import account, lock, paths, sockets
from core.embedded.errors import EmbeddedError
from core.embedded.postgres import Postgres
from core.embedded.valkey import Valkey

READY = b"ready\n"
ANOTHER_RUNS = 3
MOST_DEATHS = 5
_LARGEST_LOG = 5 * 1024 * 1024


class Server(Protocol):
    """What the guard knows of a server."""

    @property
    def name(self) -> str:
        """The word used in messages."""

    def start(self) -> subprocess.Popen[bytes]:
        """Return when it is ready, or raise EmbeddedError."""

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """Return when it is gone."""


def main(root: Path) -> int:
    """Become the guard of `root` in a process of its own; the caller's child ends at once."""
    places = paths.places(root)
    held = lock.take(places)
    if held is None:
        return ANOTHER_RUNS
    try:
        owner = account.find()
        account.check_reachable(owner, places.postgres)
        sockets.open_folder(places, owner)
        listener = sockets.listen(places)
    except (EmbeddedError, OSError) as error:
        sys.stderr.write(str(error))
        return 1
    if os.fork():
        # Without this the guard would stay a child, later a zombie, of whoever came first.
        os._exit(0)
    _detach(places)
    lock.sign(held)
    with held, listener:
        return Guard(places, listener, (Postgres(places, owner), Valkey(places, owner))).run()


class Guard:
    """Starts the servers, revives them, stops them when the last lease is gone."""

    def __init__(self, places: paths.Places, listener: socket.socket, servers: tuple[Server, ...]) -> None:
        self._places = places
        self._listener = listener
        self._servers = servers
        self._running: dict[Server, subprocess.Popen[bytes]] = {}
        self._leases: set[socket.socket] = set()
        self._linger = float(os.environ.get("SABUT_LINGER", "3"))
        self._idle_since = time.monotonic()
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._is_stopping = False
        self._selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Serve until nobody is left. Every way out stops the servers."""
        try:
            self._listen_to_signals()
            for server in self._servers:
                self._start(server)
            self._serve()
        except (EmbeddedError, OSError, subprocess.SubprocessError) as error:
            _note(f"ends: {error}")
            self._refuse(str(error))
            return 1
        finally:
            for server, process in self._running.items():
                server.stop(process)
            sockets.close_folder(self._places)
            _note("stopped")
        return 0

    def _start(self, server: Server) -> None:
        began = time.monotonic()
        self._running[server] = server.start()
        _note(f"{server.name} started in {time.monotonic() - began:.2f} s, pid {self._running[server].pid}")

    def _listen_to_signals(self) -> None:
        self._wake, waker = socket.socketpair()
        for end in (self._wake, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.detach(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)

    def _ask_to_stop(self, *_: object) -> None:
        self._is_stopping = True

    def _serve(self) -> None:
        self._idle_since = time.monotonic()
        while not self._is_stopping:
            left = self._idle_since + self._linger - time.monotonic()
            ready = self._selector.select(None if self._leases else max(left, 0))
            for key, _ in ready:
                self._read(key.fileobj)
            self._revive()
            if not ready and not self._leases and left <= 0:
                return

    def _read(self, source: object) -> None:
        if source is self._listener:
            self._lend()
        elif source is self._wake:
            self._wake.recv(4096)
        elif isinstance(source, socket.socket):
            self._take_back(source)

    def _lend(self) -> None:
        for lease in self._waiting():
            try:
                lease.sendall(READY)
            except OSError:
                lease.close()
                continue
            lease.setblocking(False)
            self._leases.add(lease)
            self._selector.register(lease, selectors.EVENT_READ)

    def _take_back(self, lease: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if lease.recv(4096):
                return
        self._selector.unregister(lease)
        lease.close()
        self._leases.discard(lease)
        if not self._leases:
            self._idle_since = time.monotonic()

    def _revive(self) -> None:
        for server, process in list(self._running.items()):
            if process.poll() is None:
                continue
            _note(f"{server.name} died with {process.returncode}")
            del self._running[server]
            self._deaths.append(time.monotonic())
            if len(self._deaths) == MOST_DEATHS and self._deaths[-1] - self._deaths[0] < 60:  # noqa: PLR2004 - a minute
                raise EmbeddedError(f"{server.name} keeps dying, see {self._places.log(server.name)}")
            self._start(server)

    def _refuse(self, reason: str) -> None:
        """Tell those who wait why; whoever launched this guard may not have connected yet."""
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            for connection in self._waiting():
                with connection, contextlib.suppress(OSError):
                    connection.sendall(reason.encode())
            time.sleep(0.02)

    def _waiting(self) -> list[socket.socket]:
        found: list[socket.socket] = []
        with contextlib.suppress(BlockingIOError):
            while True:
                found.append(self._listener.accept()[0])
        return found


def _detach(places: paths.Places) -> None:
    os.chdir("/")
    log = places.log("guard")
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    # Appended: the log of the guard that failed before is what one needs to read.
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def _note(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} guard {os.getpid()} {words}\n")
    sys.stderr.flush()
