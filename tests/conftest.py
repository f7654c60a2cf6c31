"""Owns the fixtures that every test may use: the database, the prisons, and clients signed in as members of the cast."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.signals import setting_changed
from django.utils import translation

from core.assets import make_assets
from core.catalogues import ensure_compiled
from tests import databases
from tests.cast import PASSWORD, PRISONS, address

if ensure_compiled(settings.BASE_DIR):  # Django has read the catalogues of before by now
    setting_changed.send(sender=settings, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)
make_assets(settings.BASE_DIR / "var" / "assets")  # what the web processes of the tests serve
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test writes a private file among those of the installation, or needs its static files to be collected."""
    settings.STORAGES["private"]["OPTIONS"]["location"] = tmp_path_factory.mktemp("private")
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


@pytest.fixture(autouse=True)
def no_attempts_counted() -> None:
    """Sign-in is throttled by address, and all tests come from one: each begins with none counted."""
    cache.clear()


@pytest.fixture(autouse=True)
def language() -> None:
    """Each test begins in the language of the pages, whatever the last request of another test spoke."""
    translation.activate(settings.LANGUAGE_CODE)


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
    """`client_at("IDM", "officer")`: a client on a prison's host (or the public one, "") signed in as one of the cast.

    The full factor is shown; `factor="pin"` is a session of a tablet, `factor=""` one without.
    """

    def make(place: str = "", role: str = "", *, prison: str | None = None, factor: str = "full") -> Client:
        host = f"{PRISONS[place]['slug']}.{settings.BASE_HOST}" if place else settings.BASE_HOST
        client = Client(headers={"host": host})
        if role:
            sign_in(client, address(role, prison if prison is not None else _home(role, place)), factor=factor)
        return client

    return make


def _home(role: str, place: str) -> str:
    return "" if role in {"analyst", "regional", "buyer", "stranger"} else place


def sign_in(client: Client, email: str, *, factor: str = "full") -> None:
    """Give the client a session of the account in which a factor is shown, without the sign-in page."""
    from accounts.models import Account
    from accounts.services import bind_session, show_factor
    from tenants.isolation.acting import acting_as

    with acting_as("gate"):
        account = Account.objects.get(email=email)
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        show_factor(session, account.pk, factor)
        if (host := client.defaults["HTTP_HOST"]) != settings.BASE_HOST:
            bind_session(session, host)
        session.save()


__all__ = ["PASSWORD", "sign_in"]
