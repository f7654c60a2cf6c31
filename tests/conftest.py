"""Owns the fixtures that every test may use: the database, the prisons, and clients signed in as members of the cast."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests import databases
from tests.cast import PASSWORD, PRISONS, address

settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Ordinary tests share one clone of the template, log in as the test role, and roll back."""
    with django_db_blocker.unblock(), databases.clone() as name:  # type: ignore[attr-defined]
        databases.use("test", name)
        yield


@pytest.fixture
def own_database(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A test that commits gets a database of its own and logs in as the app, like the web and the workers."""
    assert not connection.in_atomic_block, "own_database and the db mark exclude each other"
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock(), databases.clone() as name:  # type: ignore[attr-defined]
        databases.use("app", name)
        yield name
    connection.settings_dict.update(before)


@pytest.fixture
def client_at() -> Callable[..., Client]:
    """`client_at("IDM", "officer")`: a client on a prison's host (or the public one, "") signed in as one of the cast."""

    def make(place: str = "", role: str = "", *, prison: str | None = None) -> Client:
        host = f"{PRISONS[place]['slug']}.{settings.BASE_HOST}" if place else settings.BASE_HOST
        client = Client(headers={"host": host})
        if role:
            sign_in(client, address(role, prison if prison is not None else _home(role, place)))
        return client

    return make


def _home(role: str, place: str) -> str:
    return "" if role in {"analyst", "regional", "buyer", "stranger"} else place


def sign_in(client: Client, email: str) -> None:
    """Give the client a session of the account, without the sign-in page."""
    from accounts.models import Account
    from tenants.isolation.acting import acting_as

    with acting_as("gate"):
        client.force_login(Account.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])


__all__ = ["PASSWORD", "sign_in"]
