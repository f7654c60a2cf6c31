"""Owns the addresses of the API on a prison host."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
