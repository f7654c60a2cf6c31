"""Owns the addresses of replication on the public host."""

from django.urls import URLPattern

app_name = "replication"
urlpatterns: list[URLPattern] = []
