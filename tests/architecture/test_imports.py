"""Who may import whom, beyond what import-linter says: DRF, statistics, drivers and private models."""

import ast
import importlib.util
from pathlib import Path

from tests.architecture.sources import (
    FIRST_PARTY,
    expect_none,
    imports_of,
    module_name,
    modules,
    parts,
    python_files,
    relative,
    tree_of,
)

URLCONFS = ("config.urls_public", "config.urls_prison")
STATISTICS = {"numpy", "pandas", "scipy"}
EDGES = {"tasks", "views"}


def test_only_the_api_imports_rest_framework():
    offenders = [
        f"{relative(path)}:{found.line}"
        for path in python_files()
        if parts(path)[0] != "api"
        for found in imports_of(path)
        if found.module.split(".")[0] == "rest_framework"
    ]
    expect_none(offenders)


def test_no_urlconf_reaches_a_statistics_library():
    reached = {}
    for name, path in reachable_modules(URLCONFS).items():
        for found in imports_of(path):
            if found.module.split(".")[0] in STATISTICS and not found.is_for_types_only:
                reached[f"{name}:{found.line}"] = found.module
    expect_none(reached)


def test_both_urlconfs_exist():
    assert set(URLCONFS) <= modules().keys()


def test_psycopg_3_is_not_importable():
    assert importlib.util.find_spec("psycopg") is None


def test_views_and_tasks_never_import_models():
    offenders = [
        f"{relative(path)}:{found.line} {found.module}"
        for path in python_files()
        if is_edge(path)
        for found in imports_of(path)
        if models_named_by(found.candidates) and not found.is_for_types_only
    ]
    expect_none(offenders)


def test_models_stay_inside_their_app():
    offenders = [
        f"{relative(path)}:{found.line} {found.module}"
        for path in python_files()
        if not may_import_foreign_models(path)
        for found in imports_of(path)
        if not found.is_for_types_only
        and (app := models_named_by(found.candidates))
        and not module_name(path).startswith(f"{app}.")
    ]
    expect_none(offenders)


def reachable_modules(roots: tuple[str, ...]) -> dict[str, Path]:
    """What importing these modules may load, following ``include("…")`` and imports inside functions."""
    known = modules()
    waiting, reached = [name for name in roots if name in known], {}
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached[name] = known[name]
        named = [each for found in imports_of(known[name]) if not found.is_for_types_only for each in found.candidates]
        named += included_urlconfs(known[name])
        waiting.extend(loaded for each in named for loaded in with_packages(each) if loaded in known)
    return reached


def included_urlconfs(path: Path) -> list[str]:
    return [
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in modules()
    ]


def with_packages(name: str) -> list[str]:
    pieces = name.split(".")
    return [".".join(pieces[:length]) for length in range(1, len(pieces) + 1)]


def is_edge(path: Path) -> bool:
    return path.stem in EDGES or bool(EDGES.intersection(parts(path)[:-1]))


def models_named_by(candidates: tuple[str, ...]) -> str:
    """The app whose models are imported, or an empty text."""
    for candidate in candidates:
        pieces = candidate.split(".")
        if pieces[0] in FIRST_PARTY and "models" in pieces[1:]:
            return ".".join(pieces[: pieces.index("models")])
    return ""


def may_import_foreign_models(path: Path) -> bool:
    """API serializers shape rows of any app; models of one schema may point at each other."""
    is_serializer = parts(path)[0] == "api" and any("serializers" in part for part in parts(path))
    return is_serializer or path.stem == "models" or "models" in parts(path)[:-1]
