"""Owns the registration of the workspace."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Home pages and navigation; no tables."""

    name = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
