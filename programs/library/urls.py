"""Owns the addresses of the library on the public host: the page on which anyone verifies a certificate."""

from django.urls import path

from programs.library import views

app_name = "library"
urlpatterns = [
    path("", views.ask, name="certificate-ask"),
    path("<str:serial>/", views.certificate, name="certificate"),
]
