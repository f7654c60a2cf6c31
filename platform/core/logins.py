"""Owns which login a command uses: the owner's secret is asked for by the commands that need it, and by no other."""

from django.conf import settings
from django.db import connection

from core import embedded, environment
from core.database_url import parse


def become_owner() -> None:
    """From the next connection on, log in as the owner (migrations, provisioning, fleet).

    Reads OWNER_DATABASE_URL; with the embedded server its own secret. Raises BadEnvironment where neither is there.
    """
    url = environment.text("OWNER_DATABASE_URL")
    if not url and not settings.EMBEDDED:
        raise environment.BadEnvironment("OWNER_DATABASE_URL", "", "must be set for this command: it acts as the owner")
    _login(url or embedded.database_url(settings.BASE_DIR, "owner"), "OWNER_DATABASE_URL")


def become_app() -> None:
    """From the next connection on, log in as the app again (after `become_owner`)."""
    url = environment.text("DATABASE_URL")
    _login(url or embedded.database_url(settings.BASE_DIR, "app"), "DATABASE_URL")


def _login(url: str, name: str) -> None:
    wanted = parse(url, name=name)
    wanted["NAME"] = connection.settings_dict["NAME"]
    if all(connection.settings_dict[key] == wanted[key] for key in wanted):
        return
    connection.close()
    connection.settings_dict.update(wanted)
