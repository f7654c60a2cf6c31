"""Owns the registration of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API; no tables."""

    name = "api"
