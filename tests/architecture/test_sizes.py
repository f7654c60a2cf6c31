"""Nothing grows until nobody reads it: limits of files, functions and templates."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from tests.architecture.sources import expect_none, files_of_tests, python_files, relative, templates, tree_of

FILE_LIMIT, FILE_P90 = 400, 200
FUNCTION_LIMIT, FUNCTION_P90 = 40, 25
TEMPLATE_LIMIT = 120


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def function_lengths(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{relative(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def ninetieth(values: list[int]) -> float:
    return quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else max(values, default=0)


def longer_than(limit: int, lengths: dict[str, int]) -> dict[str, int]:
    return {name: length for name, length in lengths.items() if length > limit}


def test_no_module_is_longer_than_its_limit():
    expect_none(longer_than(FILE_LIMIT, {relative(path): lines_of(path) for path in python_files()}))


def test_no_test_module_is_longer_than_its_limit():
    expect_none(longer_than(FILE_LIMIT, {relative(path): lines_of(path) for path in files_of_tests()}))


def test_no_template_is_longer_than_its_limit():
    expect_none(longer_than(TEMPLATE_LIMIT, {relative(path): lines_of(path) for path in templates()}))


def test_no_function_is_longer_than_its_limit():
    lengths = {name: length for path in [*python_files(), *files_of_tests()] for name, length in function_lengths(path)}
    expect_none(longer_than(FUNCTION_LIMIT, lengths))


def test_nine_of_ten_functions_are_short():
    assert ninetieth([length for path in python_files() for _name, length in function_lengths(path)]) <= FUNCTION_P90


def test_nine_of_ten_files_are_short():
    assert ninetieth([lines_of(path) for path in python_files() if lines_of(path)]) <= FILE_P90


@pytest.mark.parametrize(("values", "expected"), [([], 0), ([7], 7), ([1] * 9 + [100], 10.9)])
def test_the_ninetieth_percentile_is_computed_inclusively(values, expected):
    assert ninetieth(values) == pytest.approx(expected)
