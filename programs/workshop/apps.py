"""Owns the registration of the workshop."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Sessions, attendance, lots, stock of one prison."""

    name = "programs.workshop"
    default_auto_field = "django.db.models.BigAutoField"
