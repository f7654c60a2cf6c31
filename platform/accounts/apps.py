"""Owns the registration of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """National accounts of staff, officials and buyers."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
