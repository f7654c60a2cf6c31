"""Owns telling how far the making of a prison is: whoever watches hears each step as it is done, with its time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

# in the order in which they are done; the last three are the onboarding's
STEPS = ("domain", "role", "schema", "tables", "programs", "reference", "administrator")

Told = Callable[[dict[str, float]], object]


@dataclass
class Stopwatch:
    """The seconds that each step took, in the order in which they were done."""

    told: Told | None = None
    timings: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.perf_counter)

    def note(self, step: str) -> None:
        """A step is done."""
        now = time.perf_counter()
        self.timings[step], self._since = round(now - self._since, 3), now
        if self.told is not None:
            self.told(dict(self.timings))


_watch: ContextVar[Stopwatch | None] = ContextVar("making", default=None)


@contextmanager
def watched(told: Told | None = None) -> Iterator[Stopwatch]:
    """Within the block every `done` is noted; `told` hears all timings so far, inside the caller's transaction."""
    watch = Stopwatch(told)
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def done(step: str) -> None:
    """Tell whoever watches that a step is done; nobody needs to."""
    assert step in STEPS, step  # noqa: S101 - a slip of the pen, not an input
    watch = _watch.get()
    if watch is not None:
        watch.note(step)
