"""The checkout runs anywhere: no address of a package registry, no path of one machine."""

import re
from pathlib import Path

from tests.architecture.sources import expect_none, relative, tracked_files

# Written in pieces so that this file passes its own test.
REGISTRIES = tuple(
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
    )
)
INDEX_OPTION = re.compile(r"--(?:extra-)?index-" + r"url|--trusted-" + r"host")
MACHINE_PATH = re.compile(r"(?<![\w./:<}-])/(?:" + "|".join(("work", "root")) + r")/[\w.-]")


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_no_file_names_the_host_of_a_package_registry():
    named = {relative(path): host for path in tracked_files() for host in REGISTRIES if host in text_of(path)}
    expect_none(named)


def test_no_file_chooses_a_package_index():
    expect_none([relative(path) for path in tracked_files() if INDEX_OPTION.search(text_of(path))])


def test_no_file_holds_a_path_of_one_machine():
    found = {relative(path): hit.group(0) for path in tracked_files() if (hit := MACHINE_PATH.search(text_of(path)))}
    expect_none(found)
