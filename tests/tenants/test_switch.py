"""The switch: one statement per change of role, none when nothing changes, and never a stale prison."""

from collections.abc import Iterator

import psycopg2
import psycopg2.extensions
import pytest
from django.db import DatabaseError, connection, connections, transaction

from programs.people.models import Person
from tenants.isolation.acting import acting_as, current_prison, in_prison

pytestmark = pytest.mark.django_db


def who() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('search_path')")
        row: tuple[str, str] = cursor.fetchone()
        return row


class CountingConnection:
    """Stands in for the driver's connection and counts switching statements that go to the server."""

    def __init__(self, real: psycopg2.extensions.connection) -> None:
        self.real, self.switches = real, 0

    def cursor(self, *args: object, **kwargs: object) -> object:
        outer, cursor = self, self.real.cursor(*args, **kwargs)
        plain = cursor.execute

        class Counting:
            def execute(self, sql: str, params: object = None) -> None:
                outer.switches += "set_config('role'" in str(sql)
                plain(sql, params)

            def __getattr__(self, name: str) -> object:
                return getattr(cursor, name)

            def __enter__(self) -> object:
                return self

            def __exit__(self, *error: object) -> None:
                cursor.close()

            def __iter__(self) -> Iterator[object]:
                return iter(cursor)

        return Counting()

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


def test_role_and_path_change_together_and_come_back() -> None:
    with in_prison("IDM"):
        assert who() == ("sabut_prison_idm", "prison_idm,public")
        assert current_prison() == "IDM"
        with acting_as("gate"):
            assert who() == ("sabut_gate", "public")
        assert who() == ("sabut_prison_idm", "prison_idm,public")
    assert who() == ("none", "public")
    assert current_prison() is None


def test_fifty_queries_in_one_prison_cost_one_switch_and_one_back(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    counting = CountingConnection(connection.connection)
    monkeypatch.setattr(connections["default"], "connection", counting)
    with in_prison("IDM"):
        for _ in range(50):
            Person.objects.count()
    who()
    assert counting.switches == 2


def test_a_rollback_gives_back_the_role_of_before_and_the_switch_is_sent_again() -> None:
    with in_prison("IDM"):
        with transaction.atomic():
            with in_prison("GRT"):
                assert who()[0] == "sabut_prison_grt"
            transaction.set_rollback(True)
        assert who()[0] == "sabut_prison_idm"


def test_a_savepoint_rolled_back_after_an_error_keeps_the_context() -> None:
    with in_prison("IDM"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert who()[0] == "sabut_prison_idm"


def test_nothing_lazy_survives_its_block() -> None:
    with in_prison("IDM"):
        people = Person.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        list(people)
