"""Owns which system user the servers run as: PostgreSQL refuses root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.embedded.errors import EmbeddedError
from core.embedded.paths import NAME


@dataclass(frozen=True)
class Account:
    """The user of the servers."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether the guard has to change user for the servers."""
        return self.uid != os.getuid()

    def popen_options(self) -> dict[str, Any]:
        """What Popen needs to become this user."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make this user the owner of `path`."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def find() -> Account:
    """The user of the servers: the caller, or for root a system user, made once.

    Raises EmbeddedError when root has nobody to hand the servers to.
    """
    if os.getuid() != 0:
        return Account(name="", uid=os.getuid(), gid=os.getgid())
    made = _named(NAME) or (_create() and _named(NAME))
    other = made or _named("postgres") or _named("nobody")
    if not other:
        raise EmbeddedError(f"PostgreSQL does not run as root and no other user exists: useradd --system {NAME}")
    return other


def check_reachable(account: Account, folder: Path) -> None:
    """Raise EmbeddedError when the other user cannot pass through the parents of `folder`."""
    if not account.is_other:
        return
    for parent in folder.parents:
        if not parent.stat().st_mode & stat.S_IXOTH:
            raise EmbeddedError(
                f"user {account.name} cannot enter {parent}: set SABUT_STATE to a folder it can "
                "reach, or run as an ordinary user"
            )


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid) if entry.pw_uid else None


def _create() -> bool:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not program:
        return False
    command = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
