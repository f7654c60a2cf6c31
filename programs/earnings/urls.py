"""Owns the addresses of earnings on a prison's host."""

from django.urls import URLPattern

app_name = "earnings"
urlpatterns: list[URLPattern] = []
