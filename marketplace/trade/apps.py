"""Owns the registration of trade rules."""

from django.apps import AppConfig


class TradeConfig(AppConfig):
    """Destination rules and evidence: public."""

    name = "marketplace.trade"
    default_auto_field = "django.db.models.BigAutoField"
