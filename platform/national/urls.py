"""Owns the addresses of national on the public host."""

from django.urls import URLPattern

app_name = "national"
urlpatterns: list[URLPattern] = []
