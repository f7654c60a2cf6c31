"""Owns the registration of replication."""

from django.apps import AppConfig


class ReplicationConfig(AppConfig):
    """Applications and onboarding: public."""

    name = "programs.replication"
    default_auto_field = "django.db.models.BigAutoField"
