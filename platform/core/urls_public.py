"""Owns the addresses of the kernel on the public host: the page that shows how pages are made."""

from django.urls import path

from core.gallery.views import show

urlpatterns = [path("gaya/", show, name="style_gallery")]
