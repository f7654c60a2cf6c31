"""Every rule that the database keeps has a test in which it refuses a row by its name."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tenants.isolation.acting import acting_as

pytestmark = pytest.mark.django_db
OURS = tuple(
    f"{app.rpartition('.')[2]}_"
    for app in settings.INSTALLED_APPS
    if app.partition(".")[0] not in {"django", "allauth"}
)
# names that Django makes: of a column's own uniqueness, of a plain foreign key, of a positive integer
MADE_BY_DJANGO = re.compile(r".*_[0-9a-f]{8}(_fk_.*|_uniq|_fk|_like)?|.*_(pkey|key|check)")
RULES = """
SELECT c.conname, t.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname IN ('public', 'prison_idm') AND c.contype IN ('c', 'x', 'f')
"""
# uniques, also those kept by a partial index; one that only repeats a key and adds columns is the target of a composite
# foreign key: the key itself refuses first
UNIQUES = """
SELECT i.relname, t.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname IN ('public', 'prison_idm') AND x.indisunique AND NOT x.indisprimary AND NOT EXISTS (
  SELECT 1 FROM pg_index k WHERE k.indrelid = x.indrelid AND k.indisunique AND k.indpred IS NULL
  AND k.indnkeyatts < x.indnkeyatts AND (k.indkey::int2[]) <@ (x.indkey::int2[]))
"""


def named() -> set[str]:
    """Checks, uniques, exclusions and foreign keys of first-party tables, in public and in a prison, with a name of ours."""
    found: set[tuple[str, str]] = set()
    with acting_as("owner"), connection.cursor() as cursor:
        for query in (RULES, UNIQUES):
            cursor.execute(query)
            found |= set(cursor.fetchall())
    return {name for name, table in found if table.startswith(OURS) and not MADE_BY_DJANGO.fullmatch(name)}


def test_every_constraint_with_a_name_of_ours_is_named_by_a_test() -> None:
    tests = Path(settings.BASE_DIR, "tests")
    text = "\n".join(path.read_text() for path in tests.rglob("test_*.py") if path != Path(__file__))
    names = named()
    assert len(names) > 80
    untried = sorted(name for name in names if f'"{name}"' not in text and f'"{name}|' not in text)
    assert not untried, "\n".join(untried)
