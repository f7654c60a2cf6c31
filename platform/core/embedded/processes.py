"""Owns how a child is started, tied to its parent's life, recognised again and ended."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from core.embedded.account import Account

_SET_DEATH_SIGNAL = 1


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A preexec function: the kernel sends `number` to the child when its parent dies (Linux).

    The signal follows the parent's thread, so start children from the main thread.
    """
    parent = os.getpid()
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def arm() -> None:
        if prctl is None:
            return
        prctl(_SET_DEATH_SIGNAL, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return arm


def launch(argv: Sequence[str], *, account: Account, log: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a server as `account`, its words appended to `log`, ended by SIGINT with its parent."""
    log.touch(mode=0o600)
    with log.open("ab") as stream:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            cwd=folder,
            env=plain_environment(),
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - the guard has one thread
            **account.popen_options(),
        )


def plain_environment(keep: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment without PG* variables and without the caller's secrets."""
    search = os.environ.get("PATH", os.defpath)
    return {"PATH": search, "LC_ALL": "C", "TZ": "UTC", **(keep or {})}


def came_up(process: subprocess.Popen[bytes], is_ready: Callable[[], bool], seconds: float) -> bool:
    """Wait until the server is ready; False when it ended or the time is over."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        if is_ready():
            return True
        time.sleep(0.01)
    return False


def stop(process: subprocess.Popen[bytes], number: signal.Signals, seconds: float = 15) -> None:
    """End a child politely, then by force."""
    process.send_signal(number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_running(pid: int) -> bool:
    """Whether the process lives; a zombie does not (PID 1 of a container may never reap it)."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def stop_left_over(pid_file: Path, *, program: str, mentioning: Path) -> None:
    """Make room where a guard died without its servers: they are ended, never adopted.

    A pid that belongs to a stranger, to a zombie or to nobody only loses its file.
    """
    try:
        pid = int(pid_file.read_text(encoding="ascii").split()[0])
    except FileNotFoundError:
        return
    except (ValueError, IndexError):
        pid_file.unlink()
        return
    if _is_server(pid, program, mentioning):
        _end(pid)
    # A dead pid stays written: from it PostgreSQL finds shared memory that is still in use.
    if psutil.pid_exists(pid):
        pid_file.unlink(missing_ok=True)


def _is_server(pid: int, program: str, mentioning: Path) -> bool:
    try:
        command = psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
    return bool(command) and program in Path(command[0]).name and str(mentioning) in command


def _end(pid: int) -> None:
    for number, seconds in ((signal.SIGINT, 15.0), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not is_running(pid):
                return
            time.sleep(0.02)
