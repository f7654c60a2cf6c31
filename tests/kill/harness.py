"""Owns killing: an act runs in a forked process that dies by SIGKILL after a moment, as a power cut would do it."""

import os
import signal
import time
import warnings
from collections.abc import Callable

from django.db import connection


def killed_after(seconds: float, act: Callable[[], object]) -> bool:
    """Run `act` in a forked process and kill it after `seconds`; True when it had ended by itself before."""
    connection.close()  # a socket shared over a fork would be closed by both
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # 3.12 warns of forks beside threads; none holds a lock here
        child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)
