"""Which schema an app lives in, what may point where, and how many tables a prison has."""

from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps  # noqa: TID251 - these tests are about all models at once
from django.conf import settings

from tests.architecture.sources import PRISON_APPS, ROOT, expect_none, parts, python_files

TABLE_BUDGET = {"people": 18, "workshop": 20, "earnings": 20, "records": 6}
TABLES_OF_A_PRISON = 64
PUBLIC_ONLY = {"admin", "auth", "contenttypes", "sessions"}


def local_apps():
    venv = ROOT / ".venv"
    paths = {config: Path(config.path) for config in apps.get_app_configs()}
    return [config for config, path in paths.items() if path.is_relative_to(ROOT) and not path.is_relative_to(venv)]


def names(entries) -> list[str]:
    """App lists may name the package or its AppConfig."""
    return [entry.split(".apps.")[0] for entry in entries]


def is_of_a_prison(model) -> bool:
    return apps.get_app_config(model._meta.app_label).name in names(settings.TENANT_APPS)


def tables_of_a_prison() -> Counter[str]:
    tables = {
        model._meta.db_table: model._meta.app_label
        for model in apps.get_models(include_auto_created=True)
        if is_of_a_prison(model) and model._meta.managed and not model._meta.proxy
    }
    return Counter(tables.values())


def test_each_local_app_is_in_exactly_one_list():
    listed = Counter(names(settings.SHARED_APPS)) + Counter(names(settings.TENANT_APPS))
    expect_none({config.name: listed[config.name] for config in local_apps() if listed[config.name] != 1})


def test_installed_apps_are_the_two_lists_and_nothing_else():
    assert set(settings.INSTALLED_APPS) == {*settings.SHARED_APPS, *settings.TENANT_APPS}
    assert len(settings.INSTALLED_APPS) == len(set(settings.INSTALLED_APPS))


def test_every_app_in_the_tree_is_installed():
    in_tree = {path.parent for path in python_files() if path.name == "apps.py" and len(parts(path)) > 1}
    assert {str(folder) for folder in in_tree} == {config.path for config in local_apps()}


def test_the_prison_apps_are_the_four_of_the_design():
    local = {config.name for config in local_apps()}
    assert {name for name in names(settings.TENANT_APPS) if name in local} == set(PRISON_APPS)


def test_accounts_sessions_and_the_admin_live_in_public_only():
    labels = {apps.get_app_config(name.rpartition(".")[2]).label for name in names(settings.TENANT_APPS)}
    assert labels.isdisjoint(PUBLIC_ONLY)


def test_no_foreign_key_crosses_the_wall():
    crossing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model is not None
        and is_of_a_prison(model) != is_of_a_prison(field.related_model)
    ]
    expect_none(crossing)


@pytest.mark.parametrize("label", TABLE_BUDGET)
def test_an_app_of_a_prison_keeps_its_table_budget(label):
    assert tables_of_a_prison()[label] <= TABLE_BUDGET[label]


def test_a_prison_keeps_its_table_budget():
    its_migration_table = 1
    assert sum(tables_of_a_prison().values()) + its_migration_table <= TABLES_OF_A_PRISON
