"""Owns the registration of the national tier."""

from django.apps import AppConfig


class NationalConfig(AppConfig):
    """Indicators, observations, comparison: public."""

    name = "national"
    default_auto_field = "django.db.models.BigAutoField"
