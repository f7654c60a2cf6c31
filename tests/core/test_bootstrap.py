"""Owns the proof that one standard-library file makes the environment, once, and says what is missing."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Machine:
    """A machine whose programs are believed to work, except those named in `broken`."""

    def __init__(self, bootstrap: ModuleType) -> None:
        self.bootstrap = bootstrap
        self.commands: list[str] = []
        self.broken: list[str] = []
        self.programs: dict[str, str] = {}

    def run(self, command: list[str], *, is_quiet: bool = False) -> bool:
        words = " ".join(command)
        self.commands.append(words)
        makes = command[-1] == str(self.bootstrap.VENV)
        if makes:
            self.bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        if any(part in words for part in self.broken):
            return False
        if makes:
            self.bootstrap.PYTHON.touch()
        return True

    def did(self, part: str) -> bool:
        return any(part in command for command in self.commands)


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    clone = tmp_path / "clone"
    (clone / "requirements").mkdir(parents=True)
    for name in ("base", "dev"):
        (clone / "requirements" / f"{name}.txt").write_text(f"{name}==1")
    venv = clone / ".venv"
    places = {"ROOT": clone, "VENV": venv, "PYTHON": venv / "bin" / "python", "STAMP": venv / "ready.json"}
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def machine(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    found = Machine(bootstrap)
    monkeypatch.setattr(bootstrap, "run", found.run)
    monkeypatch.setattr(bootstrap.shutil, "which", found.programs.get)
    monkeypatch.setattr(bootstrap, "link_project", lambda: None)
    return found


def test_only_the_standard_library_is_needed() -> None:
    tree = ast.parse((ROOT / "bootstrap.py").read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_second_run_does_nothing(bootstrap: ModuleType, machine: Machine) -> None:
    assert bootstrap.main(["base"]) == 0
    assert machine.did("--require-hashes --no-deps -r")
    machine.commands.clear()
    assert bootstrap.main(["base"]) == 0
    assert machine.commands == []


def test_development_environment_serves_the_demo_but_not_the_other_way_round(
    bootstrap: ModuleType, machine: Machine
) -> None:
    bootstrap.main(["base"])
    bootstrap.main(["dev"])
    assert machine.did("dev.txt")
    machine.commands.clear()
    bootstrap.main(["base"])
    assert machine.commands == []


def test_changed_requirements_are_installed_into_the_same_environment(bootstrap: ModuleType, machine: Machine) -> None:
    bootstrap.main(["base"])
    (bootstrap.ROOT / "requirements" / "base.txt").write_text("base==2")
    kept = bootstrap.VENV / "kept"
    kept.touch()
    machine.commands.clear()
    bootstrap.main(["base"])
    assert machine.did("base.txt")
    assert kept.exists()


def test_moved_clone_and_other_python_get_a_new_environment(bootstrap: ModuleType, machine: Machine) -> None:
    for key in ("root", "python"):
        bootstrap.main(["base"])
        (bootstrap.VENV / "kept").touch()
        stamp = json.loads(bootstrap.STAMP.read_text())
        bootstrap.STAMP.write_text(json.dumps({**stamp, key: "another"}))
        machine.broken = ["sys.version"] if key == "python" else []
        bootstrap.main(["base"])
        assert not (bootstrap.VENV / "kept").exists()


def test_failed_installation_is_not_taken_for_complete(bootstrap: ModuleType, machine: Machine) -> None:
    machine.broken = ["--require-hashes"]
    with pytest.raises(SystemExit, match="could not be installed"):
        bootstrap.main(["base"])
    assert not bootstrap.STAMP.exists()


def test_uv_is_used_where_it_works_and_pip_where_it_does_not(bootstrap: ModuleType, machine: Machine) -> None:
    machine.programs["uv"] = "/usr/bin/uv"
    bootstrap.main(["base"])
    assert machine.did("uv pip install")
    assert not machine.did("-m pip")
    bootstrap.STAMP.unlink()
    machine.broken = ["uv pip"]
    bootstrap.main(["base"])
    assert machine.did(f"{bootstrap.PYTHON} -m pip install")


def test_python_without_ensurepip_borrows_the_outer_pip(bootstrap: ModuleType, machine: Machine) -> None:
    machine.broken = [f"-m venv {bootstrap.VENV}", f"{bootstrap.PYTHON} -m pip", "-m ensurepip"]
    bootstrap.main(["base"])
    assert machine.did(f"{sys.executable} -m pip --python {bootstrap.PYTHON} install")


@pytest.mark.parametrize("broken", [["-m venv"], ["-m pip", "-m ensurepip"]])
def test_python_without_venv_is_told_what_to_install(
    bootstrap: ModuleType, machine: Machine, broken: list[str]
) -> None:
    machine.broken = broken
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.main(["base"])
    assert not bootstrap.VENV.exists()


def test_full_disk_is_said_before_anything_is_made(
    bootstrap: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: usage(free=1.7 * 1024**3))
    assert bootstrap.main(["base"]) == 0
    with pytest.raises(SystemExit, match=r"needs 2.0 GB, .* has 1.7 GB left"):
        bootstrap.main(["dev"])


def test_project_is_importable_without_building_it(bootstrap: ModuleType) -> None:
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    site = bootstrap.VENV / "lib" / version / "site-packages"
    site.mkdir(parents=True)
    bootstrap.link_project()
    roots = (site / "sabut.pth").read_text().splitlines()
    assert roots == [str(bootstrap.ROOT), str(bootstrap.ROOT / "platform")]


def test_missing_browser_is_installed_by_root_and_asked_for_by_a_user(
    bootstrap: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    for uid in (0, 1000):
        monkeypatch.setattr(os, "getuid", lambda uid=uid: uid)
        machine.commands.clear()
        with pytest.raises(SystemExit, match="apt-get install -y chromium"):
            bootstrap.main(["chromium"])
        assert machine.did("apt-get install -y chromium") == (uid == 0)
    machine.programs["google-chrome"] = "/usr/bin/google-chrome"
    assert bootstrap.main(["chromium"]) == 0


def test_served_demo_replaces_the_shell_that_make_starts() -> None:
    shown = subprocess.run(
        ["make", "-n", "demo", "PORT=8010"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert "PORT=8010 exec .venv/bin/python manage.py demo --port 8010" in shown
