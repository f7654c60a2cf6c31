"""A prison comes to exist entirely or not at all, equal to what stock migrate would have made."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from core.errors import Conflict, Refused
from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.check import check_isolation
from tenants.models import Prison
from tenants.provisioning import schema as provisioning
from tenants.services import create_prison
from tests import databases
from tests.tenants.schema_dump import schema_dump

FACTS = {"name": "Lapas Kelas I Cirebon", "kind": "lapas", "prison_class": "I", "province_code": "32", "by": "system"}


@pytest.fixture
def as_owner(own_database: str) -> None:
    databases.use("owner", own_database)


def provision(code: str = "CRB", slug: str = "cirebon", **changed: str) -> Prison:
    with acting_as("owner"), transaction.atomic():
        return create_prison(code, slug=slug, **{**FACTS, **changed})


def exists(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema])
        return bool(cursor.fetchone()[0])


@pytest.mark.usefixtures("as_owner")
def test_the_replayed_schema_equals_the_one_that_stock_migrate_makes() -> None:
    provision()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA prison_stock")
    call_command("migrate_schemas", schema_name="prison_stock", verbosity=0, interactive=False)
    replayed, stock = schema_dump("prison_crb"), schema_dump("prison_stock")
    assert len(stock) > 200
    assert replayed == stock
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT array_agg((app, name) ORDER BY app, name) FROM prison_crb.django_migrations) ="
            " (SELECT array_agg((app, name) ORDER BY app, name) FROM prison_stock.django_migrations"
            "  WHERE app IN ('records', 'people', 'workshop', 'earnings'))"
        )
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_a_new_prison_stands_behind_the_same_wall() -> None:
    provision()
    assert check_isolation().leaks == []
    with in_prison("CRB"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("CREATE TABLE prison_crb.extra ()")


@pytest.mark.django_db
def test_a_crash_in_the_middle_leaves_nothing_and_the_next_try_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(provisioning, "limit_rights", crash)
        with pytest.raises(KeyboardInterrupt):
            provision()
    with acting_as("gate"):
        assert not Prison.objects.filter(code="CRB").exists()
    assert not exists("prison_crb")
    assert provision().code == "CRB"
    assert exists("prison_crb")


@pytest.mark.django_db
def test_the_same_facts_again_give_the_same_prison() -> None:
    assert provision().pk == provision().pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "changed", "field"),
    [
        ("public", {}, "code"),
        ("pg_x", {}, "code"),
        ("PG", {}, "code"),
        ('CRB"; DROP', {}, "code"),
        ("C'RB", {}, "code"),
        ("C" * 64, {}, "code"),
        ("crb", {}, "code"),
        ("", {}, "code"),
        ("CRB", {"province_code": "99"}, "province"),
        ("CRB", {"province_code": "Jawa"}, "province"),
        ("CRB", {"kind": "hotel"}, "kind"),
        ("CRB", {"prison_class": "V"}, "class"),
        ("CRB", {"slug": "a.b"}, "domain"),
        ("CRB", {"slug": "ABC"}, "domain"),
        ("CRB", {"slug": "www"}, "domain"),
    ],
)
def test_a_bad_value_is_refused_by_its_field(code: str, changed: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as caught:
        provision(code, **changed)
    assert caught.value.field == field


@pytest.mark.django_db
def test_a_taken_code_or_host_is_a_conflict_and_changes_nothing() -> None:
    with pytest.raises(Conflict, match="code"):
        provision("IDM")
    with pytest.raises(Conflict) as caught:
        provision("CRB", slug="indramayu")
    assert caught.value.field == "domain"
    assert not exists("prison_crb")
