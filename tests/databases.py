"""Owns the test databases: one template built by the owner per state of the code, cloned for each run and each commit."""

import hashlib
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.errors
import psycopg2.extensions
from django.conf import settings
from django.db import connection

from core import embedded, environment
from core.database_url import parse

ROOT = Path(settings.BASE_DIR)
SHAPING = (
    "**/models.py",
    "**/migrations/*.py",
    "**/grants.py",
    "**/reference/*",
    "**/documents/*",
    "**/services/*.py",
    "**/services.py",
)
PLACES = ("platform", "programs", "marketplace")
EXTRA = ("tests/cast.py", "tests/databases.py")


def login(name: str) -> dict[str, Any]:
    """Connection settings of one login ("owner", "app", "test") on the test server."""
    url = environment.text({"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL", "test": "TEST_DATABASE_URL"}[name])
    return parse(url or embedded.database_url(settings.BASE_DIR, name))


def use(name: str, database: str) -> None:
    """Point Django's connection at a database with a login."""
    connection.close()
    connection.settings_dict.update({**login(name), "NAME": database})


def fingerprint() -> str:
    """Hash of everything that shapes the template: models, migrations, grants, data, the cast."""
    digest = hashlib.sha256()
    files = {path for place in PLACES for shape in SHAPING for path in (ROOT / place).glob(shape)}
    files |= {*(ROOT / "tenants").rglob("*.py"), *(ROOT / name for name in EXTRA)}
    for path in sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """The name of the template database, built when this state of the code has none yet."""
    embedded.hold(settings.BASE_DIR) if settings.EMBEDDED else None
    name = f"{settings.INSTALLATION}_tpl_{fingerprint()}"
    with _maintenance() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7202611)")  # two runs at once build it once
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            _drop_old(cursor)
            _build(cursor, name)
    return name


def _build(cursor: Any, name: str) -> None:
    from tests.cast import build_cast
    from workspace.preparation import prepare_content

    draft = f"{name}_draft"
    cursor.execute(f"DROP DATABASE IF EXISTS {draft}")
    cursor.execute(f"CREATE DATABASE {draft}")
    before = dict(connection.settings_dict)
    use("owner", draft)
    prepare_content()
    build_cast()
    connection.close()
    connection.settings_dict.update(before)
    cursor.execute(f"ALTER DATABASE {draft} RENAME TO {name}")
    cursor.execute("SELECT now()::text")
    cursor.execute(f"COMMENT ON DATABASE {name} IS '{cursor.fetchone()[0]}'")


def _drop_old(cursor: Any) -> None:
    """Templates of older code go after two hours; a run next door may still be cloning a younger one."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s"
        " AND coalesce(shobj_description(oid, 'pg_database'), '2000-01-01')::timestamptz < now() - interval '2 hours'",
        [f"{settings.INSTALLATION}_tpl_%"],
    )
    for (old,) in cursor.fetchall():
        cursor.execute(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)")


@contextmanager
def clone() -> Iterator[str]:
    """A fresh copy of the template, dropped afterwards."""
    name = f"{settings.INSTALLATION}_t_{uuid.uuid4().hex[:10]}"
    source = template()
    logins = f"{settings.INSTALLATION}_app, {settings.INSTALLATION}_test"
    with _maintenance() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        cursor.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        cursor.execute(f"GRANT CONNECT ON DATABASE {name} TO {logins}")
    try:
        yield name
    finally:
        connection.close()
        _drop(name)


def _drop(name: str, seconds: float = 10.0) -> None:
    """Drop a clone; the owner may not end another login's sessions, so those of ended processes get a moment to go."""
    deadline = time.monotonic() + seconds
    with _maintenance() as cursor:
        while True:
            try:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            except psycopg2.errors.ObjectInUse:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return


@contextmanager
def _maintenance() -> Iterator[Any]:
    """A cursor of the owner outside any transaction, on the installation's own database."""
    owner = login("owner")
    raw = psycopg2.connect(
        dbname=owner["NAME"], user=owner["USER"], password=owner["PASSWORD"], host=owner["HOST"], port=owner["PORT"]
    )
    raw.set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        with raw.cursor() as cursor:
            yield cursor
    finally:
        raw.close()
