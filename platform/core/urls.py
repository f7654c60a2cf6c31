"""Owns the addresses that every host has: light or dark."""

from django.urls import path

from core import appearance

urlpatterns = [path("tema/", appearance.choose, name="choose_theme")]
