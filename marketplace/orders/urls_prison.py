"""Owns the addresses of orders on a prison host."""

from django.urls import URLPattern

app_name = "orders"
urlpatterns: list[URLPattern] = []
