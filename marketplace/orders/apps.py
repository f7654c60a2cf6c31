"""Owns the registration of orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Buyers, orders, parts, payments: public."""

    name = "marketplace.orders"
    default_auto_field = "django.db.models.BigAutoField"
