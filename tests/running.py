"""Owns running the product for tests as people meet it: web, workers and relay as processes on a database of their own."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import redis
from django.conf import settings

from core import embedded
from workspace.demo.children import children

BROKER_NUMBER = 7  # tests use a numbered space of the embedded broker of their own


@dataclass
class Running:
    """The product at work: where it answers, where its processes write, and the processes by name."""

    port: int
    folder: Path
    broker: str
    live_static: bool = True
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def address(self, path: str = "/", slug: str = "") -> str:
        """The address of a path on the public host or on a prison's."""
        host = f"{slug}.{settings.BASE_HOST}" if slug else settings.BASE_HOST
        return f"http://{host}:{self.port}{path}"

    def logs(self) -> str:
        """Everything the processes have written."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def kill(self, name: str) -> None:
        """Kill -9 a process and its children."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def forget_everything_in_the_broker(self) -> None:
        """What a lost broker means: nothing it held is there any more."""
        broker_client().flushdb()


def broker_address() -> str:
    """The embedded broker's address, in the tests' own space."""
    return f"{embedded.broker_url(settings.BASE_DIR).split('?')[0]}?virtual_host={BROKER_NUMBER}"


def broker_client(number: int = BROKER_NUMBER) -> "redis.Redis":
    """A client of the tests' own space in the embedded broker; the cache's is the next one."""
    path = unquote(embedded.broker_url(settings.BASE_DIR).split("?")[0].split("://", 1)[1])
    return redis.Redis(unix_socket_path=path, db=number)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def product(database: str, folder: Path, *names: str, live_static: bool = True) -> Iterator[Running]:
    """The named processes ("web", "worker", "provision", "relay"; all when none is named) until the block ends.

    Without `live_static` the web serves what was collected under `folder`/var/static, as in production.
    """
    running = Running(free_port(), folder, broker_address(), live_static)
    with ExitStack() as stack:
        stack.enter_context(embedded.hold(settings.BASE_DIR))
        broker_client().flushdb()
        broker_client(BROKER_NUMBER + 1).flushdb()  # or a mail sent to somebody a minute ago is not sent again
        wanted = names or ("web", "worker", "provision", "relay")
        try:
            for child in children(running.port):
                if child.name in wanted:
                    start(running, child.name, database)
            if "web" in wanted:
                _wait_for(running)
            yield running
        finally:
            _stop(running)


def start(running: Running, name: str, database: str) -> None:
    """Start one of the product's processes on a database."""
    child = next(child for child in children(running.port) if child.name == name)
    parts = urlsplit(child.env["DATABASE_URL"])
    environment: dict[str, Any] = {
        **child.env,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
        "BROKER_URL": running.broker,
        "CACHE_URL": embedded.cache_url(settings.BASE_DIR).replace("db=1", f"db={BROKER_NUMBER + 1}"),
        "SABUT_VAR": str(running.folder / "var"),
        "SABUT_LIVE_STATIC": "1" if running.live_static else "",
        "OUTBOX_RETRY_SECONDS": "1",
        "PYTHONWARNINGS": "default",
    }
    with (running.folder / f"{name}.log").open("ab") as log:
        running.processes[name] = subprocess.Popen(
            child.argv, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
        )


def _wait_for(running: Running, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise AssertionError(f"the web answered {error.code}: {running.logs()[-3000:]}") from error
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the web did not answer: {running.logs()[-3000:]}")


def _stop(running: Running) -> None:
    for process in running.processes.values():
        os.killpg(process.pid, signal.SIGTERM)
    for process in running.processes.values():
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
