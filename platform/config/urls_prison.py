"""Owns the addresses of a prison's own host: its workspace and its API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("workspace.urls_prison")),
    path("orang/", include("programs.people.urls")),
    path("pengaduan/", include("programs.people.urls_complaints")),
    path("bengkel/", include("programs.workshop.urls")),
    path("pesanan/", include("marketplace.orders.urls_prison")),
    path("keuangan/", include("programs.earnings.urls")),
    path("api/v1/", include("api.v1.urls_prison")),
    path("", include("core.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
