"""Owns the embedded PostgreSQL: how its cluster is made, with which settings it runs, when it is ready."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.embedded import binaries, credentials, processes, roles
from core.embedded.account import Account
from core.embedded.errors import EmbeddedError
from core.embedded.paths import DATABASE_PORT, Places

ROOM_FOR_CLUSTER = 500 * 1024 * 1024
BUILTIN_LOCALE_SINCE = 17
START_SECONDS = 60.0

SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "password_encryption=scram-sha-256",
    # A crash may lose the last moments, never consistency: fsync stays on.
    "synchronous_commit=off",
    # One transaction may touch the tables of hundreds of schemas.
    "max_locks_per_transaction=1024",
    "max_connections=100",
    "shared_buffers=128MB",
    # /dev/shm is 64 MB in a container.
    "dynamic_shared_memory_type=mmap",
    "jit=off",
    # a refused row and its statement hold people's facts: the log tells the rule only
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "autovacuum_naptime=5min",
    *(["recovery_init_sync_method=syncfs"] if sys.platform == "linux" else []),
)


@dataclass(frozen=True)
class Postgres:
    """The PostgreSQL of one clone, run as `account`."""

    places: Places
    account: Account
    name: str = "postgres"

    def start(self) -> subprocess.Popen[bytes]:
        """Start, made and bootstrapped where needed; return when clients may log in.

        Raises EmbeddedError with the server's last words.
        """
        found = binaries.postgres(self.places, self.account)
        if not self.places.postgres.exists():
            self._make_cluster(found)
        pid_file = self.places.postgres / "postmaster.pid"
        processes.stop_left_over(pid_file, program="postgres", mentioning=self.places.postgres)
        process = self._launch(found)
        try:
            roles.ensure(self.places)
        except EmbeddedError:
            self.stop(process)
            raise
        return process

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """Fast shutdown: sessions are ended, everything committed is on disk."""
        processes.stop(process, signal.SIGINT)

    def _launch(self, found: binaries.PostgresBinaries) -> subprocess.Popen[bytes]:
        deadline = time.monotonic() + START_SECONDS
        while True:
            log = self.places.log(self.name)
            start = log.stat().st_size if log.exists() else 0
            process = processes.launch(self._command(found), account=self.account, log=log, folder=self.places.postgres)
            if processes.came_up(process, lambda: self._is_ready(process.pid), deadline - time.monotonic()):  # noqa: B023 - called here only
                return process
            self.stop(process)
            words = log.read_bytes()[start:].decode(errors="replace")
            # Sessions of a killed postmaster need a moment to notice and let go of its memory.
            if "still in use" not in words or time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start ({log}): {words.strip()[-800:]}")
            time.sleep(0.1)

    def _command(self, found: binaries.PostgresBinaries) -> list[str]:
        command = [str(found.folder / "postgres"), "-D", str(self.places.postgres), "-p", str(DATABASE_PORT)]
        for setting in (*SETTINGS, f"unix_socket_directories={self.places.sockets}"):
            command += ["-c", setting]
        return command

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self.places.postgres / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004 - its eighth line

    def _make_cluster(self, found: binaries.PostgresBinaries) -> None:
        free = shutil.disk_usage(self.places.state).free
        if free < ROOM_FOR_CLUSTER:
            raise EmbeddedError(
                f"a database needs 500 MB, {self.places.state} has {free // 1024**2} MB left: free some, or set "
                "SABUT_STATE to a folder on another disk"
            )
        draft = self.places.postgres.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.give(draft)
        with self._password_file() as password:
            self._initdb(found, draft, password)
        draft.rename(self.places.postgres)

    def _initdb(self, found: binaries.PostgresBinaries, draft: Path, password: Path) -> None:
        command = [str(found.folder / "initdb"), "-D", str(draft), "-U", "postgres", f"--pwfile={password}"]
        command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
        if found.major >= BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=draft,
            env=processes.plain_environment(),
            **self.account.popen_options(),
        )
        if made.returncode:
            raise EmbeddedError(f"initdb failed: {made.stdout.decode(errors='replace').strip()[-800:]}")

    @contextmanager
    def _password_file(self) -> Iterator[Path]:
        path = self.places.state / "postgres.password"
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(credentials.load(self.places.root).postgres)
        self.account.give(path)
        try:
            yield path
        finally:
            path.unlink()
