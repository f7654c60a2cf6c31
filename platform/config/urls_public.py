"""Owns the addresses of the public host: storefront, sign-in, onboarding, national workspace, API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("marketplace.catalogue.urls")),
    path("", include("marketplace.orders.urls_public")),
    path("", include("workspace.urls_public")),
    path("sertifikat/", include("programs.library.urls")),
    path("onboarding/", include("programs.replication.urls")),
    path("national/", include("national.urls")),
    path("api/v1/", include("api.v1.urls_public")),
    path("akun/", include("accounts.urls")),
    path("akun/", include("accounts.urls_allauth")),
    path("", include("core.urls_public")),
    path("", include("core.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
