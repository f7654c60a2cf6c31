"""Owns the registration of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API; no tables."""

    name = "api"

    def ready(self) -> None:
        """Make the ways to sign in known to the description."""
        from api import description  # noqa: F401, PLC0415 - needs the apps
