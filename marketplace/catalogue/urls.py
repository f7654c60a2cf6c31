"""Owns the addresses of catalogue on the public host."""

from django.urls import URLPattern

app_name = "catalogue"
urlpatterns: list[URLPattern] = []
