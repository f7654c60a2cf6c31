"""Owns the rule that one guard serves a clone: the kernel's lock decides, never a pid file."""

import fcntl
import os
from typing import BinaryIO

from core.embedded.paths import Places


def take(places: Places) -> BinaryIO | None:
    """The guard's lock, held while the returned file is open; None when another guard has it."""
    # Unbuffered and without truncating: the holder's pid must survive an attempt that fails.
    stream = os.fdopen(os.open(places.lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        return None
    return stream


def sign(stream: BinaryIO) -> None:
    """Write this process's pid into the lock, for `status` and `stop` only."""
    stream.truncate(0)
    stream.seek(0)
    stream.write(str(os.getpid()).encode())


def holder(places: Places) -> int | None:
    """The pid of the running guard, or None."""
    try:
        with places.lock.open("rb") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(stream.read() or b"0") or None
    except FileNotFoundError:
        return None
    return None
