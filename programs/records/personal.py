"""Owns the declaration of what is held about a person: every app names its tables, what of them is shown, how long they stay.

An app's module `personal` has HELD and APART. Who asks for a complete file and what a purge removes both come from it;
a test walks the foreign keys, so that no table that leads to a person is forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

MODULE = "personal"
OF_PERSON = {"pk", "merged_into"}  # the paths of the person itself


@dataclass(frozen=True)
class Held:
    """One table with rows about a person: the paths that lead to them, the columns that are shown, the retention rule.

    After `rule` is due the rows are deleted, or kept with the columns of `blank` set (none: kept as they are, which
    tells nothing of a person once their record is removed). `sealed` names encrypted columns by their field of core.crypto.
    """

    model: type[Model]
    title: str | Promise
    columns: tuple[str, ...]
    rule: str
    paths: tuple[str, ...] = ("person",)
    keep: bool = False
    blank: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table's name in the database."""
        return self.model._meta.db_table

    def rows(self, person: int) -> QuerySet[Any]:
        """The rows about a person and about the records merged into that one, oldest first."""
        paths = [*self.paths, *(f"{path}__merged_into" for path in self.paths if path not in OF_PERSON)]
        about = Q(*((path, person) for path in paths), _connector=Q.OR)
        return self.model._default_manager.filter(about).order_by("pk")


@dataclass(frozen=True)
class Apart:
    """A table that leads to a person and is neither in the complete file nor purged with a rule of its own, and why."""

    table: str
    reason: str | Promise


def held() -> Iterator[Held]:
    """Every declaration, in the order of the apps."""
    for module in _modules():
        yield from module.HELD


def apart() -> Iterator[Apart]:
    """Every table left out, with its reason."""
    for module in _modules():
        yield from module.APART


def _modules() -> Iterator[Any]:
    packages = (app.partition(".apps.")[0] for app in settings.TENANT_APPS)
    return (import_module(f"{app}.{MODULE}") for app in packages if app != __package__ and find_spec(f"{app}.{MODULE}"))
