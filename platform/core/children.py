"""Owns one supervised program over its several lives: its words, its deaths, its group."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from core.embedded.processes import die_with_parent

MOST_DEATHS = 5
DEATHS_SECONDS = 60.0
LONGEST_PAUSE = 10.0


@dataclass(frozen=True)
class Child:
    """A program to keep running, with an environment of its own."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]


class Runner:
    """Starts one child, relays its words under a label, and remembers when it died."""

    def __init__(self, child: Child, label: str, pause: float) -> None:
        self.due = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = None
        self._child = child
        self._label = label
        self._pause = pause
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._rest = b""

    @property
    def is_dead(self) -> bool:
        """Whether the child was started and has ended without being buried."""
        return self.process is not None and self.process.poll() is not None

    def start(self) -> IO[bytes]:
        """Start the child and return the stream of its words."""
        self.process = subprocess.Popen(  # noqa: S603 - the caller's own programs
            self._child.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PYTHONUNBUFFERED": "1", **self._child.env},
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - the supervisor has one thread
        )
        stream = self.process.stdout
        if stream is None:
            raise RuntimeError("Popen was asked for a pipe")
        os.set_blocking(stream.fileno(), False)
        return stream

    def relay(self) -> bool:
        """Print what the child has written since; False at the end of its stream."""
        if not self.process or not self.process.stdout:
            return False
        while True:
            try:
                written = os.read(self.process.stdout.fileno(), 65536)
            except BlockingIOError:
                return True
            *lines, self._rest = (self._rest + written).split(b"\n")
            for line in lines:
                self.say(line.decode(errors="replace").rstrip("\r"))
            if not written:
                return False

    def say(self, words: str) -> None:
        """Print one line under the label."""
        # A terminal that went away must not keep anybody from being stopped.
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(f"{self._label} {words}\n")
            sys.stdout.flush()

    def ask_to_end(self) -> None:
        """SIGTERM to the child alone: gunicorn and Celery end their own workers in order."""
        if self.process:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL to everything the child has started."""
        self._signal_group(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def bury(self, *, is_last: bool) -> bool:
        """Close the books on a dead child and say when it starts again; False when it died too often."""
        if not self.process:
            return True
        code = self.process.returncode
        self._last_words()
        self._signal_group(signal.SIGKILL if is_last else signal.SIGTERM)
        self.process = None
        if is_last:
            return True
        now = time.monotonic()
        self._deaths.append(now)
        recent = sum(now - death < DEATHS_SECONDS for death in self._deaths)
        if recent == MOST_DEATHS:
            self.say(f"ended with {code}, for the fifth time in a minute: giving up")
            return False
        pause = min(self._pause * 2 ** (recent - 1), LONGEST_PAUSE)
        self.due = now + pause
        self.say(f"ended with {code}, starts again in {pause:.1f} s")
        return True

    def _last_words(self) -> None:
        self.relay()
        if self._rest:
            self.say(self._rest.decode(errors="replace"))
            self._rest = b""
        if self.process and self.process.stdout:
            self.process.stdout.close()

    def _signal_group(self, number: signal.Signals) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)
