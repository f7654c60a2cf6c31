"""Owns the registration of the kernel and the checks that run before anything starts."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The public kernel."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import checks  # noqa: F401, PLC0415 - registers the system checks
