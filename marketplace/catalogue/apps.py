"""Owns the registration of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Sellers and listings: public."""

    name = "marketplace.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
