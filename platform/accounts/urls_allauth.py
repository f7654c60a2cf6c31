"""Owns which addresses of allauth are served: those of sign-in; the second factor is set up on pages of ours."""

from allauth.mfa.base.views import authenticate
from django.urls import URLPattern, URLResolver, include, path

from accounts.views import factor

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allauth.account.urls")),
    path("2fa/authenticate/", authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.confirm, name="mfa_reauthenticate"),
]
