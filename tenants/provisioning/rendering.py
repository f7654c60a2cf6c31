"""Owns the DDL of a prison's schema: rendered once through Django's schema editor, kept with the hash it came from."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants.isolation.base import DatabaseWrapper


@dataclass(frozen=True)
class RenderedMigration:
    """One migration of a prison app as SQL statements, in the order in which the graph wants them."""

    app: str
    name: str
    statements: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """As django_migrations records it."""
        return self.app, self.name


@dataclass(frozen=True)
class RenderedSchema:
    """The whole DDL of a prison's schema and the hash of the migrations it was rendered from."""

    digest: str
    migrations: tuple[RenderedMigration, ...]


@lru_cache(maxsize=1)
def rendered_schema() -> RenderedSchema:
    """Render every migration of the prison apps, once per process (about a second).

    Nothing is executed: the schema editor only collects. Raises ValueError for a migration that is not pure SQL.
    """
    loader = MigrationLoader(None)
    plan = _plan(loader)
    state = ProjectState()
    rendered = []
    wrapper = cast("DatabaseWrapper", connection)
    before = (wrapper.wanted, wrapper.schema_name, wrapper.tenant, wrapper.include_public_schema)
    wrapper.set_schema("prison_rendering")  # the sync router refuses prison apps while the schema is public
    try:
        for migration, is_prison_app in plan:
            if is_prison_app:
                rendered.append(_render(migration, state))
            else:
                migration.mutate_state(state, preserve=False)
    finally:
        wrapper.wanted, wrapper.schema_name, wrapper.tenant, wrapper.include_public_schema = before
    bootstrap = RenderedMigration("", "", (_recorder_table(),))
    migrations = (bootstrap, *rendered)
    text = "\n".join(f"{m.app}.{m.name}\n" + "\n".join(m.statements) for m in migrations)
    return RenderedSchema(hashlib.sha256(text.encode()).hexdigest(), migrations)


def _plan(loader: MigrationLoader) -> list[tuple[Migration, bool]]:
    prison_labels = {app.rsplit(".", 1)[-1] for app in settings.TENANT_APPS}
    seen: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        if leaf[0] in prison_labels:
            seen.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return [(loader.graph.nodes[key], key[0] in prison_labels) for key in seen]


def _render(migration: Migration, state: ProjectState) -> RenderedMigration:
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state, editor, collect_sql=True)
    statements = tuple(s for s in editor.collected_sql if not s.startswith("--"))
    if any("CANNOT BE WRITTEN AS SQL" in s for s in editor.collected_sql):
        raise ValueError(f"{migration} is not pure SQL: a prison's migrations must be")
    return RenderedMigration(migration.app_label, migration.name, statements)


def _recorder_table() -> str:
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(MigrationRecorder(connection).Migration)
    return str(editor.collected_sql[0])
