"""The switch as the web and the workers meet it: logged in as the app, each statement its own transaction."""

import threading

import pytest
from django.db import DatabaseError, InterfaceError, connection, transaction

from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.base import SwitchFailed
from tenants.models import Prison

pytestmark = pytest.mark.usefixtures("own_database")


def who() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('search_path')")
        row: tuple[str, str] = cursor.fetchone()
        return row


def test_a_new_thread_is_nobody() -> None:
    outcome: list[object] = []

    def look() -> None:
        try:
            outcome.append(Prison.objects.count())
        except DatabaseError as error:
            outcome.append(type(error).__name__)
        finally:
            connection.close()

    with in_prison("IDM"):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert outcome == ["ProgrammingError"]


def test_what_runs_after_commit_runs_as_who_is_current_then() -> None:
    seen: list[tuple[str, str]] = []
    with transaction.atomic(), in_prison("IDM"):
        transaction.on_commit(lambda: seen.append(who()))
    assert seen == [("none", "public")]


def test_a_failed_switch_closes_the_connection_for_good() -> None:
    with pytest.raises(SwitchFailed), transaction.atomic(), in_prison("NOPE"):
        Prison.objects.count()
    with acting_as("gate"):
        assert Prison.objects.count() == 2


def test_the_app_may_not_become_the_owner() -> None:
    with pytest.raises(SwitchFailed, match="permission denied to set role"), acting_as("owner"):
        Prison.objects.count()


def test_a_killed_backend_is_replaced_and_acts_as_wanted() -> None:
    with in_prison("IDM"):
        assert who()[0] == "sabut_prison_idm"
        connection.connection.close()
        with pytest.raises(InterfaceError):
            who()
        connection.close()
        assert who()[0] == "sabut_prison_idm"
