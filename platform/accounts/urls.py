"""Owns the addresses of accounts on the public host."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
