"""Owns the registration of a prison's own records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Audit, idempotency, officers of one prison."""

    name = "programs.records"
    default_auto_field = "django.db.models.BigAutoField"
