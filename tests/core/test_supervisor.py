"""Owns the proof that supervised programs come back when they die and never outlive their supervisor."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.embedded import repository_root
from core.embedded.processes import is_running
from core.supervisor import port_free, port_taken

PROGRAM = """
import os, sys
from core.supervisor import Child, supervise
children = [Child(f"c{n}", ("/bin/sh", "-c", script), {**os.environ, "OWN": f"only {n}"})
            for n, script in enumerate(sys.argv[1:])]
sys.exit(supervise(children, on_ready=lambda: print("ready", flush=True), grace=1.5, pause=0.02))
"""


@contextlib.contextmanager
def supervisor(*scripts: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(repository_root() / "platform")}
    command = [sys.executable, "-c", PROGRAM, *scripts]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def living(file: Path, count: int) -> list[int]:
    """The pids that children wrote, once there are as many as expected."""
    until(lambda: file.exists() and len(file.read_text().split()) == count)
    return [int(pid) for pid in file.read_text().split()]


def test_words_carry_the_child_s_name_and_each_has_its_own_environment() -> None:
    with supervisor("echo have $OWN; printf last; sleep 60", "echo have $OWN; exec sleep 60") as process:
        lines = {process.stdout.readline() for _ in range(3)}
        assert lines == {"ready\n", "c0 | have only 0\n", "c1 | have only 1\n"}
        process.terminate()
        rest, _ = process.communicate(timeout=10)
        assert "c0 | last\n" in rest
        assert process.returncode == 0


def test_dead_child_starts_again_and_the_others_live_on(tmp_path: Path) -> None:
    file, other = tmp_path / "pids", tmp_path / "other"
    with supervisor(f"echo $$ >> {file}; exec sleep 60", f"echo $$ >> {other}; exec sleep 60"):
        (first,) = living(file, 1)
        os.kill(first, signal.SIGKILL)
        assert is_running(living(file, 2)[1])
        assert is_running(living(other, 1)[0])


def test_five_deaths_in_a_minute_end_everything(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    with supervisor("exit 7", f"echo $$ >> {file}; exec sleep 60") as process:
        output, _ = process.communicate(timeout=10)
    assert process.returncode == 1
    assert output.count("ended with 7, starts again") == 4
    assert "for the fifth time in a minute: giving up" in output
    assert not is_running(living(file, 1)[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_first_signal_lets_children_finish_but_nothing_they_forgot(tmp_path: Path, number: signal.Signals) -> None:
    farewell, file = tmp_path / "farewell", tmp_path / "pids"
    script = f"""
        (trap '' TERM; exec sleep 60) & echo $! > {file}
        trap 'sleep 0.2; echo bye > {farewell}; exit' TERM; echo up; while :; do sleep 0.05; done
    """
    with supervisor(script) as process:
        while "up" not in process.stdout.readline():
            pass
        process.send_signal(number)
        assert process.wait(10) == 0
    assert farewell.read_text() == "bye\n"
    assert not is_running(living(file, 1)[0])


def test_second_signal_kills_the_stubborn_and_all_they_started(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    script = f"trap '' TERM; sleep 60 & echo $$ $! >> {file}; echo up; wait"
    with supervisor(script) as process:
        while "up" not in process.stdout.readline():
            pass
        process.terminate()
        time.sleep(0.2)
        assert process.poll() is None
        began = time.monotonic()
        process.terminate()
        assert process.wait(10) == 0
        assert time.monotonic() - began < 1
    assert not any(map(is_running, living(file, 2)))


def test_grace_ends_with_a_kill(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    with supervisor(f"trap '' TERM; echo $$ >> {file}; echo up; while :; do sleep 0.05; done") as process:
        while "up" not in process.stdout.readline():
            pass
        process.terminate()
        assert process.wait(10) == 0
    assert not is_running(living(file, 1)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has death signals")
def test_killed_supervisor_leaves_no_child(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    with supervisor(*[f"echo $$ >> {file}; exec sleep 60"] * 3) as process:
        pids = living(file, 3)
        process.kill()
        until(lambda: not any(map(is_running, pids)))


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "::1"])  # noqa: S104 - a stranger may listen everywhere
def test_taken_port_is_noticed_on_every_address(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener:
        try:
            listener.bind((address, 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        listener.listen()
        port = listener.getsockname()[1]
        assert not port_free(port)
    assert port_free(port)
    assert port_taken(8000) == "Port 8000 is taken: stop what listens there or run `make demo PORT=8010`"
