"""Owns waiting for what other processes do: asked again until it is so, and a failure that says what was waited for."""

import time
from collections.abc import Callable


def wait_until(claim: Callable[[], object], what: str, seconds: float = 30.0) -> None:
    """Return when `claim` holds; AssertionError naming `what` when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if claim():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")
