"""Owns the addresses of the API on the public host."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
