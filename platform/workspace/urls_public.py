"""Owns the addresses of workspace on the public host."""

from django.urls import URLPattern

app_name = "workspace"
urlpatterns: list[URLPattern] = []
