"""Owns the commands for people: `python -m core.embedded status`, `stop` and `hold`."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from core.embedded import lock, paths
from core.embedded.errors import EmbeddedError
from core.embedded.lease import hold

_STOP_SECONDS = 30


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says."""
    parser = argparse.ArgumentParser(prog="python -m core.embedded", description=__doc__)
    parser.add_argument("--root", type=Path, default=None, help="the clone (default: this one)")
    parser.add_argument("command", choices=("status", "stop", "hold", "guard"))
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen.command, paths.places(chosen.root))
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def _run(command: str, places: paths.Places) -> int:
    if command == "guard":
        from core.embedded import guard  # noqa: PLC0415 - a holder need not load psycopg2

        return guard.main(places.root)
    if command == "hold":
        return _hold(places)
    return _stop(places) if command == "stop" else _status(places)


def _status(places: paths.Places) -> int:
    pid = lock.holder(places)
    print(f"guard    {f'running, pid {pid}' if pid else 'not running'}")
    print(f"state    {places.state}")
    print(f"sockets  {places.sockets}")
    return 0


def _stop(places: paths.Places) -> int:
    pid = lock.holder(places)
    if pid is None:
        print("nothing runs")
        return 0
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while lock.holder(places) == pid:
        if time.monotonic() > deadline:
            raise EmbeddedError(f"guard {pid} does not end, see {places.log('guard')}")
        time.sleep(0.02)
    print("stopped")
    return 0


def _hold(places: paths.Places) -> int:
    endings = {signal.SIGTERM, signal.SIGINT}
    with hold(places.root):
        signal.pthread_sigmask(signal.SIG_BLOCK, endings)
        print("held", flush=True)
        signal.sigwait(endings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
