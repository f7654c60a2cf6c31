"""Owns the proof that a clone's own servers start, are shared, survive every kill and leave nothing behind."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg2
import pytest

from core import embedded
from core.embedded import account, credentials, lock, paths, processes, roles, sockets
from core.embedded.postgres import SETTINGS, Postgres

ROOT = embedded.repository_root()
SYSTEM_POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that the servers' user can enter, which pytest's own is not."""
    made = Path(tempfile.mkdtemp(prefix="sabut-test-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def made_state() -> Iterator[Path]:
    """The state of servers that ran once; a copy of it saves a test the making of a cluster."""
    with reachable_folder() as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("SABUT_STATE", str(folder / "state"))
        environment.setenv("SABUT_LINGER", "0.1")
        embedded.hold(ROOT).close()
        until(lambda: lock.holder(paths.places(ROOT)) is None)
        yield folder / "state"


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[paths.Places]:
    """The places of a clone that never had servers, stopped whatever the test has done."""
    with reachable_folder() as folder:
        monkeypatch.setenv("SABUT_STATE", str(folder / "state"))
        monkeypatch.setenv("SABUT_LINGER", "0.1")
        yield paths.places(ROOT)
        # Asked anew: a test may have moved its state.
        places = paths.places(ROOT)
        stop_guard(places, signal.SIGTERM)
        sockets.close_folder(places)


@pytest.fixture
def clone(empty: paths.Places, made_state: Path) -> paths.Places:
    """The places of a clone whose servers have run before."""
    subprocess.run(["cp", "-a", made_state, empty.state], check=True)
    empty.log("guard").unlink()
    return empty


def stop_guard(places: paths.Places, number: signal.Signals) -> None:
    pid = lock.holder(places)
    if pid:
        os.kill(pid, number)
        until(lambda: lock.holder(places) is None)


def until(is_true: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def server_pids(places: paths.Places) -> list[int]:
    files = (places.postgres / "postmaster.pid", places.valkey / "valkey.pid")
    # Empty while a server is starting again.
    return [int(pid) for file in files if file.exists() for pid in file.read_text().split()[:1]]


def holder() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "core.embedded", "hold"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout.readline() == "held\n"
    return process


@contextlib.contextmanager
def session(login: credentials.Login = "owner", **options: str) -> Iterator[psycopg2.extensions.cursor]:
    with contextlib.closing(psycopg2.connect(embedded.database_url(ROOT, login), **options)) as opened:
        opened.autocommit = True
        with opened.cursor() as cursor:
            yield cursor


def answer(query: str, login: credentials.Login = "owner") -> list[tuple[object, ...]]:
    with session(login) as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def broker_answer(places: paths.Places) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(str(places.broker_socket))
        client.sendall(b"PING\r\n")
        return client.recv(16)


def test_servers_start_are_joined_and_start_again_with_what_was_stored(empty: paths.Places) -> None:
    with embedded.hold(ROOT):
        with session() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS value")
        began = time.monotonic()
        embedded.hold(ROOT).close()
        assert time.monotonic() - began < 0.2
        assert broker_answer(empty).startswith(b"+PONG")
    until(lambda: lock.holder(empty) is None)
    with embedded.hold(ROOT):
        assert answer("SELECT value FROM kept") == [(42,)]


def test_addresses_are_known_before_anything_runs(empty: paths.Places) -> None:
    url = embedded.database_url(ROOT, "app")
    assert url == embedded.database_url(ROOT, "app")
    assert re.fullmatch(r"postgresql://sabut_app:[\w-]+@/sabut\?host=%2F[\w%-]+&port=5432", url)
    assert embedded.broker_url(ROOT) == f"redis+socket://{empty.broker_socket}?virtual_host=0"
    assert lock.holder(empty) is None


def test_secrets_are_made_once_and_readable_by_their_owner_only(empty: paths.Places) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = set(pool.map(lambda _: credentials.load(ROOT), range(8)))
    assert len(loaded) == 1
    assert empty.secrets.stat().st_mode & 0o777 == 0o600
    kept = json.loads(empty.secrets.read_text())
    assert len(set(kept.values())) == len(kept) == 6
    assert not any(value in repr(loaded) for value in kept.values())
    assert [path.name for path in empty.state.iterdir()] == ["secrets.json"]


def test_killed_holder_gives_its_lease_back_and_the_last_one_stops_the_servers(clone: paths.Places) -> None:
    first, second = holder(), holder()
    pids = server_pids(clone)
    for process in (first, second):
        assert all(map(processes.is_running, pids))
        process.kill()
        process.communicate()
        time.sleep(0.05)
    until(lambda: lock.holder(clone) is None)
    assert not any(map(processes.is_running, pids))
    assert not clone.sockets.exists()


def test_killed_guard_leaves_no_server_and_the_next_start_works(clone: paths.Places) -> None:
    with embedded.hold(ROOT):
        pids = server_pids(clone)
        stop_guard(clone, signal.SIGKILL)
        if sys.platform == "linux":
            until(lambda: not any(map(processes.is_running, pids)))
    with embedded.hold(ROOT):
        assert answer("SELECT 1") == [(1,)]
        assert set(server_pids(clone)).isdisjoint(pids)


def test_server_left_over_without_a_guard_is_ended_not_adopted(clone: paths.Places) -> None:
    # A parent that lives on stands for a system without death signals.
    script = """
from core.embedded import account, paths, sockets
from core.embedded.postgres import Postgres
places, owner = paths.places(), account.find()
sockets.open_folder(places, owner)
left_over = Postgres(places, owner).start()
print("started", flush=True)
raise SystemExit(left_over.wait())
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform")}
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout.readline() == "started\n"
    with embedded.hold(ROOT):
        parent.communicate(timeout=5)
        assert parent.returncode == 0
        assert answer("SELECT 1") == [(1,)]


def test_killed_servers_come_back_under_a_lease_with_everything_committed(clone: paths.Places) -> None:
    with embedded.hold(ROOT):
        with session() as cursor:
            cursor.execute("SET synchronous_commit = on")
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS value")
        killed = server_pids(clone)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        until(lambda: is_answering(clone) and set(server_pids(clone)).isdisjoint(killed))
        assert answer("SELECT value FROM kept") == [(42,)]


def is_answering(places: paths.Places) -> bool:
    try:
        return answer("SELECT 1") == [(1,)] and broker_answer(places).startswith(b"+PONG")
    except (psycopg2.OperationalError, OSError):
        return False


def test_pid_file_of_nobody_of_ours_does_not_stop_a_start(clone: paths.Places) -> None:
    # Of the servers' own user: PostgreSQL already overlooks a pid that it may not signal.
    options = account.find().popen_options()
    foreign, zombie = subprocess.Popen(["sleep", "60"], **options), subprocess.Popen(["true"], **options)
    until(lambda: not processes.is_running(zombie.pid))
    for words in (f"{foreign.pid}\n{clone.postgres}\n", f"{zombie.pid}\n{clone.postgres}\n", ""):
        for file in (clone.postgres / "postmaster.pid", clone.valkey / "valkey.pid"):
            file.write_text(words)
            account.find().give(file)
        with embedded.hold(ROOT):
            assert answer("SELECT 1") == [(1,)]
        until(lambda: lock.holder(clone) is None)
    assert foreign.poll() is None
    foreign.kill()
    foreign.wait()
    zombie.wait()


def test_eight_clients_at_once_share_one_guard(empty: paths.Places) -> None:
    with ThreadPoolExecutor(8) as pool:
        leases = list(pool.map(lambda _: embedded.hold(ROOT), range(8)))
    assert answer("SELECT 1") == [(1,)]
    assert empty.log("guard").read_text().count("postgres started") == 1
    for lease in leases:
        lease.close()


def test_deep_and_odd_path_works_with_short_sockets(empty: paths.Places, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = empty.state.joinpath(*["a folder's name with é"] * 8)
    deep.mkdir(parents=True)
    monkeypatch.setenv("SABUT_STATE", str(deep / "state"))
    assert len(str(paths.places(ROOT).database_socket)) <= 100
    with embedded.hold(ROOT):
        assert answer("SELECT 1") == [(1,)]


def test_servers_never_run_as_root_and_others_cannot_reach_them(clone: paths.Places) -> None:
    with embedded.hold(ROOT):
        for pid in server_pids(clone):
            assert psutil.Process(pid).uids() == (account.find().uid,) * 3
            assert psutil.Process(pid).uids().real != 0
        assert clone.sockets.stat().st_mode & 0o777 == 0o700


def test_every_login_needs_its_password_and_has_the_rights_it_must_have(clone: paths.Places) -> None:
    with embedded.hold(ROOT):
        for login in ("app", "owner", "test", "postgres"):
            assert answer("SELECT current_user", login) == [(credentials.role(login),)]
            with (
                pytest.raises(psycopg2.OperationalError, match="password authentication failed"),
                session(login, password="wrong"),
            ):
                pass
        attributes = "rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls"
        assert answer(f"SELECT {attributes} FROM pg_roles WHERE rolname LIKE 'sabut%' ORDER BY 1") == [
            ("sabut_app", False, False, False, False, True, False),
            ("sabut_owner", False, True, True, True, True, False),
            ("sabut_test", False, False, False, False, True, False),
        ]
        members = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'sabut_test'::regrole ORDER BY 1"
        assert answer(members) == [("sabut_app",), ("sabut_owner",)]
        assert answer("SELECT datdba::regrole::text FROM pg_database WHERE datname = 'sabut'") == [("sabut_owner",)]
        assert "PASSWORD" not in clone.log("postgres").read_text()


def test_shipped_bootstrap_says_what_the_embedded_server_does() -> None:
    shipped = (ROOT / "deploy" / "postgres" / "bootstrap.sql").read_text()
    spoken = "\n".join(line for line in shipped.splitlines() if not line.startswith(("--", "\\")))
    found = [statement.strip() for statement in spoken.split(";") if statement.strip()]
    logging = [each for each in found if each.startswith("ALTER DATABASE sabut SET log_")]
    assert [each for each in found if each not in logging] == [statement.sql for statement in roles.statements()]
    told = {setting for setting in SETTINGS if setting.startswith("log_")}
    assert told <= {each.partition("SET ")[2].replace(" = ", "=").replace("'", "") for each in logging}


@pytest.mark.skipif(not SYSTEM_POSTGRES, reason="this machine has no PostgreSQL of its own")
def test_postgresql_of_the_system_serves_when_named(empty: paths.Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SABUT_PG_BIN", str(SYSTEM_POSTGRES[0]))
    with embedded.hold(ROOT):
        version = answer("SHOW server_version")[0][0]
        assert str(version).startswith(SYSTEM_POSTGRES[0].parent.name)
    until(lambda: lock.holder(empty) is None)
    # The cluster decides afterwards: the wheel's newer major would refuse it.
    monkeypatch.delenv("SABUT_PG_BIN")
    with embedded.hold(ROOT):
        assert answer("SHOW server_version") == [(version,)]


def test_failed_start_says_what_to_do_each_time_and_keeps_its_log(
    empty: paths.Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SABUT_PG_BIN", "/nonexistent")
    for _ in range(2):
        with pytest.raises(embedded.EmbeddedError, match=r"/nonexistent: has no initdb.*Set DATABASE_URL"):
            embedded.hold(ROOT)
        until(lambda: lock.holder(empty) is None)
    assert empty.log("guard").read_text().count("ends: no PostgreSQL") == 2


def test_full_disk_is_said_before_a_cluster_is_made(empty: paths.Places, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.prepare_state(empty)
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(free=10 * 1024**2))
    with pytest.raises(embedded.EmbeddedError, match=r"needs 500 MB.*10 MB left"):
        Postgres(empty, account.find()).start()
    assert not list(empty.state.glob("postgres*"))


def test_socket_folder_that_others_may_enter_is_refused(clone: paths.Places) -> None:
    clone.sockets.mkdir()
    clone.sockets.chmod(0o755)
    with pytest.raises(embedded.EmbeddedError, match="not a private folder"):
        embedded.hold(ROOT)
    clone.sockets.rmdir()
    clone.sockets.symlink_to(clone.state)
    with pytest.raises(embedded.EmbeddedError, match="not a private folder"):
        embedded.hold(ROOT)
    clone.sockets.unlink()


def test_stop_command_ends_servers_that_are_held(clone: paths.Places) -> None:
    with embedded.hold(ROOT):
        pids = server_pids(clone)
        command = [sys.executable, "-m", "core.embedded", "stop"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "platform")})
        assert not any(map(processes.is_running, pids))
