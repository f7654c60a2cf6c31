"""Owns the embedded Valkey: a broker on a private socket that refuses rather than forgets."""

import contextlib
import signal
import socket
import subprocess
from dataclasses import dataclass

from core.embedded import binaries, processes
from core.embedded.account import Account
from core.embedded.errors import EmbeddedError
from core.embedded.paths import Places

START_SECONDS = 30.0


@dataclass(frozen=True)
class Valkey:
    """The Valkey of one clone, run as `account`."""

    places: Places
    account: Account
    name: str = "valkey"

    def start(self) -> subprocess.Popen[bytes]:
        """Start and return when it answers. Raises EmbeddedError with the server's last words."""
        folder = self.places.valkey
        if not folder.exists():
            folder.mkdir(mode=0o700)
        self.account.give(folder)
        processes.stop_left_over(folder / "valkey.pid", program="server", mentioning=folder)
        self.places.broker_socket.unlink(missing_ok=True)
        log = self.places.log(self.name)
        process = processes.launch(self._command(), account=self.account, log=log, folder=folder)
        if not processes.came_up(process, self._answers, START_SECONDS):
            self.stop(process)
            words = log.read_text(encoding="utf-8", errors="replace").strip()
            raise EmbeddedError(f"Valkey did not start ({log}): {words[-800:]}")
        return process

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """Shut down with the append-only file written out."""
        processes.stop(process, signal.SIGTERM)

    def _command(self) -> list[str]:
        folder = self.places.valkey
        options = {
            "port": "0",
            "unixsocket": str(self.places.broker_socket),
            "unixsocketperm": "700",
            "dir": str(folder),
            "pidfile": str(folder / "valkey.pid"),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "set-proc-title": "no",
        }
        command = [str(binaries.valkey(self.account))]
        for name, value in options.items():
            command += [f"--{name}", value]
        return command

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.settimeout(1)
            probe.connect(str(self.places.broker_socket))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        return False
