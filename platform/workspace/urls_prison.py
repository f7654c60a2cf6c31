"""Owns the addresses of workspace on a prison host."""

from django.urls import URLPattern

app_name = "workspace"
urlpatterns: list[URLPattern] = []
