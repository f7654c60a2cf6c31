"""Prison migrations are replayed as SQL six hundred times: everything is named, nothing runs Python."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import (
    FIRST_PARTY,
    PRISON_APPS,
    expect_none,
    imports_of,
    parts,
    python_files,
    relative,
    tree_of,
)

NAMED = {
    "BTreeIndex",
    "BrinIndex",
    "CheckConstraint",
    "ExclusionConstraint",
    "GinIndex",
    "GistIndex",
    "HashIndex",
    "Index",
    "SpGistIndex",
    "UniqueConstraint",
}
UNNAMED_OPTIONS = {"db_index", "index_together", "unique", "unique_for_date", "unique_together"}
UNNAMED_OPERATIONS = {"AlterIndexTogether", "AlterUniqueTogether"}
STABLE_IMPORTS = {"core.clock"}  # a default of a field is written into the migration by its path
GENERATED_NAME = re.compile(r"_[0-9a-f]{6,8}_(?:idx|uniq)$")


def migrations_of(app: str) -> list[Path]:
    folder = (*app.split("."), "migrations")
    return [path for path in python_files(with_migrations=True) if parts(path)[:-1] == folder]


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(source: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(source) if isinstance(node, ast.Call)]


def unnamed(source: ast.Module) -> list[str]:
    """Constraints and indexes whose name the database or Django would have to invent."""
    faults = []
    for call in calls(source):
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        name = options.get("name")
        if called(call) in NAMED:
            text = name.value if isinstance(name, ast.Constant) else ""
            if not text or GENERATED_NAME.search(str(text)):
                faults.append(f"line {call.lineno}: {called(call)} needs a name of its own")
        faults += [
            f"line {call.lineno}: {option} makes an unnamed constraint or index"
            for option in UNNAMED_OPTIONS.intersection(options)
            if not (isinstance(options[option], ast.Constant) and options[option].value in (False, None))
        ]
        if called(call) in UNNAMED_OPERATIONS:
            faults.append(f"line {call.lineno}: {called(call)} makes unnamed constraints")
    return faults


@pytest.mark.parametrize("app", PRISON_APPS)
def test_every_constraint_and_index_of_a_prison_is_named(app):
    expect_none({relative(path): faults for path in migrations_of(app) if (faults := unnamed(tree_of(path)))})


@pytest.mark.parametrize("app", PRISON_APPS)
def test_no_migration_of_a_prison_runs_python(app):
    running = [
        f"{relative(path)}:{call.lineno}"
        for path in migrations_of(app)
        for call in calls(tree_of(path))
        if called(call) == "RunPython"
    ]
    expect_none(running)


@pytest.mark.parametrize("app", PRISON_APPS)
def test_migrations_of_a_prison_import_no_app_code(app):
    importing = [
        f"{relative(path)}:{found.line} {found.module}"
        for path in migrations_of(app)
        for found in imports_of(path)
        if found.module.split(".")[0] in FIRST_PARTY and found.module not in STABLE_IMPORTS
    ]
    expect_none(importing)


def test_migrations_of_a_prison_have_telling_names():
    automatic = [
        relative(path) for app in PRISON_APPS for path in migrations_of(app) if re.search(r"_auto_\d+", path.stem)
    ]
    expect_none(automatic)


@pytest.mark.parametrize(
    ("source", "is_fault"),
    [
        ("models.Index(fields=['a'], name='person_by_block')", False),
        ("models.Index(fields=['a'], name='people_pers_block_1a2b3c_idx')", True),
        ("models.UniqueConstraint(fields=['a'])", True),
        ("models.CharField(unique=True)", True),
        ("models.CharField(db_index=False)", False),
        ("models.Field(options={'a': 1})", False),
    ],
)
def test_unnamed_things_are_found(source, is_fault):
    assert bool(unnamed(ast.parse(source))) is is_fault
