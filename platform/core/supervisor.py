"""Owns how several programs share one terminal and one end: none outlives the others or the supervisor."""

import contextlib
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from core.children import Child, Runner
from core.ports import port_free, port_taken

__all__ = ["Child", "port_free", "port_taken", "supervise"]

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 93)
_ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def supervise(
    children: Sequence[Child], *, on_ready: Callable[[], None] | None = None, grace: float = 15.0, pause: float = 0.5
) -> int:
    """Keep the children running until SIGTERM, SIGINT or SIGHUP, then return 0.

    `on_ready` is called once, when each child has been started. The dead are started again after a
    `pause` that doubles; five deaths of one child in a minute end all, and the answer is 1. The
    first signal asks all to end and waits `grace` seconds, a second one kills. Main thread only.
    """
    with _waking() as wake, contextlib.closing(_Supervision(children, wake, grace, pause)) as supervision:
        return supervision.run(on_ready)


class _Supervision:
    """The loop around all children: words, deaths, signals."""

    def __init__(self, children: Sequence[Child], wake: socket.socket, grace: float, pause: float) -> None:
        width = max((len(child.name) for child in children), default=0)
        self._runners = [
            Runner(child, _label(child.name.ljust(width), number), pause) for number, child in enumerate(children)
        ]
        self._wake = wake
        self._grace = grace
        self._deadline: float | None = None
        self._answer = 0
        self._selector = selectors.DefaultSelector()
        self._selector.register(wake, selectors.EVENT_READ)

    def run(self, on_ready: Callable[[], None] | None) -> int:
        self._start_due()
        if on_ready:
            on_ready()
        while self._deadline is None or any(runner.process for runner in self._runners):
            for key, _ in self._selector.select(self._timeout()):
                if key.data is None:
                    self._obey(self._wake.recv(4096))
                elif not key.data.relay():
                    self._selector.unregister(key.fileobj)
            self._bury_dead()
            if self._deadline is None:
                self._start_due()
            elif time.monotonic() > self._deadline:
                self._kill()
        return self._answer

    def close(self) -> None:
        self._kill()
        for runner in self._runners:
            runner.bury(is_last=True)
        self._selector.close()

    def _start_due(self) -> None:
        for runner in self._runners:
            if runner.process is None and runner.due <= time.monotonic():
                self._selector.register(runner.start(), selectors.EVENT_READ, runner)

    def _timeout(self) -> float | None:
        if self._deadline is not None:
            return max(self._deadline - time.monotonic(), 0)
        pauses = [runner.due - time.monotonic() for runner in self._runners if runner.process is None]
        return max(min(pauses), 0) if pauses else None

    def _obey(self, numbers: bytes) -> None:
        for number in numbers:
            if number in _ENDINGS and self._deadline is None:
                self._stop(answer=0)
            elif number in _ENDINGS:
                self._kill()

    def _stop(self, *, answer: int) -> None:
        self._answer = answer
        self._deadline = time.monotonic() + self._grace
        for runner in self._runners:
            runner.ask_to_end()

    def _kill(self) -> None:
        for runner in self._runners:
            runner.kill()

    def _bury_dead(self) -> None:
        for runner in [runner for runner in self._runners if runner.is_dead]:
            for key in [key for key in self._selector.get_map().values() if key.data is runner]:
                self._selector.unregister(key.fileobj)
            if not runner.bury(is_last=self._deadline is not None):
                self._stop(answer=1)


def _label(name: str, number: int) -> str:
    is_coloured = "NO_COLOR" not in os.environ and sys.stdout.isatty()
    return f"\x1b[{_COLOURS[number % len(_COLOURS)]}m{name} |\x1b[0m" if is_coloured else f"{name} |"


@contextlib.contextmanager
def _waking() -> Iterator[socket.socket]:
    """A socket that becomes readable, with the numbers, when signals arrive or children die."""
    wake, waker = socket.socketpair()
    wake.setblocking(False)
    waker.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in (*_ENDINGS, signal.SIGCHLD)}
    previous = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    try:
        yield wake
    finally:
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        wake.close()
        waker.close()
