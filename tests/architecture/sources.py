"""What the architecture tests look at: the files of the checkout and the imports of its modules."""

import ast
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("api", "marketplace", "platform", "programs", "tenants")
FIRST_PARTY = ("accounts", "api", "config", "core", "marketplace", "national", "programs", "tenants", "workspace")
PRISON_APPS = ("programs.records", "programs.people", "programs.workshop", "programs.earnings")
NOT_OURS = frozenset({".git", ".venv", "var", "staticfiles", "dist", "__pycache__"})


@dataclass(frozen=True)
class Imported:
    """One imported module, with the name taken from it if there is one."""

    module: str
    name: str
    line: int
    is_for_types_only: bool

    @property
    def candidates(self) -> tuple[str, ...]:
        return (self.module, f"{self.module}.{self.name}") if self.name else (self.module,)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is or would be committed; without git, every file outside the ignored folders."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "-co", "--exclude-standard"]
        listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS.intersection(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def expect_none(offenders: Sequence[str] | Mapping[str, object]) -> None:
    """Fail with the whole list, one a line: pytest would cut it."""
    lines = [f"{key}: {value}" for key, value in offenders.items()] if isinstance(offenders, Mapping) else offenders
    assert not offenders, "\n" + "\n".join(lines)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).parts


def python_files(*, with_migrations: bool = False) -> list[Path]:
    """Our own modules outside tests; data written as Python does not count as code."""
    skipped = {"data"} if with_migrations else {"data", "migrations"}
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and parts(path)[0] != "tests" and not skipped.intersection(parts(path))
    ]


def files_of_tests() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".py" and parts(path)[0] == "tests"]


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".html" and "templates" in parts(path)]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def module_name(path: Path) -> str:
    names = list(parts(path.with_suffix("")))
    if names[0] == "platform":
        names = names[1:]
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


@cache
def modules() -> dict[str, Path]:
    return {module_name(path): path for path in python_files(with_migrations=True) if len(parts(path)) > 1}


@cache
def imports_of(path: Path) -> tuple[Imported, ...]:
    """All imports of a module, also those inside functions; relative ones are resolved."""
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return tuple(_imports(tree_of(path), package, is_for_types_only=False))


def _imports(node: ast.AST, package: str, *, is_for_types_only: bool) -> Iterator[Imported]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Imported(alias.name, "", child.lineno, is_for_types_only)
        elif isinstance(child, ast.ImportFrom):
            module = _absolute(child, package)
            for alias in child.names:
                yield Imported(module, alias.name, child.lineno, is_for_types_only)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            yield from _imports(child, package, is_for_types_only=True)
        else:
            yield from _imports(child, package, is_for_types_only=is_for_types_only)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    base = package.split(".")
    base = base[: len(base) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)
