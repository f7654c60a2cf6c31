"""Owns the virtual environment: `python3 bootstrap.py base|dev|chromium` makes what is missing and nothing else."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON, STAMP = VENV / "bin" / "python", VENV / "ready.json"
OLDEST = (3, 11)
GIGABYTES = {"base": 1.5, "dev": 2.0}
CONTAINED = {"base": ["base"], "dev": ["base", "dev"]}
NO_VENV = "This Python cannot make virtual environments: run `apt install python3-venv` as root, or install uv."


def main(arguments: list[str]) -> int:
    """Run one target; 0 when what it names is there. SystemExit carries the sentence for the person."""
    if sys.version_info < OLDEST:
        sys.exit("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")
    target = "".join(arguments)
    if target == "chromium":
        return chromium()
    if target not in CONTAINED:
        sys.exit("usage: python3 bootstrap.py base|dev|chromium")
    wanted = fingerprint(target)
    if is_ready(wanted):
        return 0
    check_disk(target)
    discard_foreign()
    STAMP.unlink(missing_ok=True)
    print(f"Installing what {target} needs into .venv, once ...", flush=True)
    install(ROOT / "requirements" / f"{target}.txt")
    link_project()
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    return 0


def fingerprint(target: str) -> dict[str, str]:
    """What the environment depends on. Contents, not times: a checkout touches files, a clone may be moved."""
    found = {"root": str(ROOT), "python": sys.version}
    for name in CONTAINED[target]:
        found[name] = hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()
    return found


def is_ready(wanted: dict[str, str]) -> bool:
    """Whether the stamp says at least what is wanted: dev holds base."""
    return PYTHON.exists() and wanted.items() <= read_stamp().items()


def read_stamp() -> dict[str, str]:
    """The stamp of the last complete installation, empty when there is none."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def check_disk(target: str) -> None:
    """Stop before a disk fills up half way."""
    free, need = shutil.disk_usage(ROOT).free / 1024**3, GIGABYTES[target]
    if free < need:
        sys.exit(f"The environment needs {need} GB, {ROOT} has {free:.1f} GB left: free some and try again.")


def discard_foreign() -> None:
    """Remove an environment of another Python or of a clone that was moved: its scripts hold old paths."""
    is_own_place = read_stamp().get("root", str(ROOT)) == str(ROOT)
    if VENV.exists() and not (is_own_place and is_same_python()):
        shutil.rmtree(VENV)


def is_same_python() -> bool:
    """Whether .venv runs, and runs this very version."""
    return run([str(PYTHON), "-c", f"import sys; sys.exit(sys.version != {sys.version!r})"], is_quiet=True)


def install(requirements: Path) -> None:
    """Install the pinned packages with uv where it works, else with pip; hashes decide what is accepted."""
    pinned = ["--require-hashes", "--no-deps", "-r", str(requirements)]
    uv = shutil.which("uv")
    if uv and make_environment([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]):
        # Compiled now: with PYTHONDONTWRITEBYTECODE set, every process would compile again.
        if run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--compile-bytecode", *pinned]):
            return
        print("uv could not install, pip tries.", flush=True)
    if not run([*pip_command(), "install", "-qq", "--disable-pip-version-check", "--no-input", *pinned]):
        sys.exit("The packages could not be installed; the reason stands above. Run the same command again.")


def pip_command() -> list[str]:
    """A pip that installs into .venv, made with the means this Python has."""
    venv = [sys.executable, "-m", "venv"]
    inner = [str(PYTHON), "-m", "pip"]
    if make_environment([*venv, str(VENV)]) or make_environment([*venv, "--without-pip", str(VENV)]):
        if run([*inner, "--version"], is_quiet=True) or run([str(PYTHON), "-m", "ensurepip"], is_quiet=True):
            return inner
        if run([sys.executable, "-m", "pip", "--version"], is_quiet=True):
            return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(NO_VENV)


def make_environment(command: list[str]) -> bool:
    """Keep the environment there is, else make one; False leaves nothing half made."""
    if PYTHON.exists() or run(command, is_quiet=True):
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    return False


def link_project() -> None:
    """Make the project importable: both source roots in a .pth file, which needs neither network nor build."""
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))
    (site / "sabut.pth").write_text(f"{ROOT}\n{ROOT / 'platform'}\n", encoding="utf-8")


def chromium() -> int:
    """Make sure that the browser tests find a browser."""
    if has_chromium():
        return 0
    if os.getuid() == 0 and run(["apt-get", "update"]):
        run(["apt-get", "install", "-y", "chromium"])
    if has_chromium():
        return 0
    sys.exit("Browser tests need Chromium. An administrator runs: apt-get install -y chromium (or set CHROMIUM=).")


def has_chromium() -> bool:
    """Whether CHROMIUM names a program, or one lies on PATH under a usual name."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return any(shutil.which(name) for name in names if name)


def run(command: list[str], *, is_quiet: bool = False) -> bool:
    """Whether the command could be run and succeeded."""
    silence = subprocess.DEVNULL if is_quiet else None
    try:
        return subprocess.run(command, check=False, stdout=silence, stderr=silence).returncode == 0  # noqa: S603 - ours
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
