"""The folders of the design, and nothing beside them."""

from tests.architecture.sources import FIRST_PARTY, ROOT, expect_none, files_of_tests, modules, parts, tracked_files

TOP_LEVEL_FOLDERS = {
    ".ci",
    "api",
    "deploy",
    "docs",
    "locale",
    "marketplace",
    "platform",
    "programs",
    "requirements",
    "tenants",
    "tests",
}
ROOMS_IN_PLATFORM = {"accounts", "config", "core", "national", "workspace"}


def test_platform_is_no_package_and_holds_no_loose_file():
    expect_none([path.name for path in tracked_files() if len(parts(path)) == 2 and parts(path)[0] == "platform"])
    assert {parts(path)[1] for path in tracked_files() if parts(path)[0] == "platform"} <= ROOMS_IN_PLATFORM


def test_top_level_folders_are_those_of_the_design():
    found = {parts(path)[0] for path in tracked_files() if len(parts(path)) > 1}
    assert found <= TOP_LEVEL_FOLDERS


def test_every_folder_of_tests_is_a_package():
    folders = {parent for path in files_of_tests() for parent in path.parents if parent.is_relative_to(ROOT / "tests")}
    expect_none([str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()])


def test_tests_mirror_import_names_and_never_the_name_platform():
    assert not (ROOT / "tests" / "platform").exists()


def test_every_module_belongs_to_a_known_room_and_a_package():
    for name, path in modules().items():
        if name.split(".")[0] in {"deploy", "docs"}:
            continue
        assert name.split(".")[0] in FIRST_PARTY, f"{name} is in no room of the design"
        assert (path.parent / "__init__.py").exists(), f"{path.parent} has no __init__.py"
