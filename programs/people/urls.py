"""Owns the addresses of people on a prison's host."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
