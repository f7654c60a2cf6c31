"""Owns the registration of the template library."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Templates, versions, adoptions: public."""

    name = "programs.library"
    default_auto_field = "django.db.models.BigAutoField"
