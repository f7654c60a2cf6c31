"""Owns the addresses of the API on a prison's host."""

from django.urls import URLPattern, path, re_path

from api.v1.views import prison, public

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("people/", prison.People.as_view(), name="person-list"),
    path("stock/", prison.Stock.as_view(), name="stock"),
    path("sessions/", prison.Sessions.as_view(), name="session-list"),
    re_path(r"^.*$", public.Unknown.as_view(), name="unknown"),
]
