"""Owns the addresses of workshop on a prison's host."""

from django.urls import URLPattern

app_name = "workshop"
urlpatterns: list[URLPattern] = []
