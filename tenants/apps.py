"""Owns the registration of the register of prisons."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Prisons, hosts, memberships, isolation, provisioning."""

    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"
