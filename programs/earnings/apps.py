"""Owns the registration of earnings."""

from django.apps import AppConfig


class EarningsConfig(AppConfig):
    """Ledger, split schemes, premi, PNBP of one prison."""

    name = "programs.earnings"
    default_auto_field = "django.db.models.BigAutoField"
