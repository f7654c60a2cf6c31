"""Owns the addresses of orders on the public host."""

from django.urls import URLPattern

app_name = "orders"
urlpatterns: list[URLPattern] = []
