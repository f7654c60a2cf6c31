"""Owns the addresses of national on the public host."""

from django.urls import URLPattern, path

from national import views

app_name = "national"
urlpatterns: list[URLPattern] = [
    path("", views.compare, name="comparison"),
    path("perbandingan.csv", views.export, name="comparison-export"),
]
