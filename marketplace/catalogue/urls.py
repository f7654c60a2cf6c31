"""Owns the addresses of the storefront before the cart."""

from django.urls import URLPattern, path

from marketplace.catalogue import views

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("katalog/", views.catalogue, name="list"),
    path("katalog/<str:prison>/<slug:code>/", views.product, name="product"),
    path("lapas/<slug:address>/", views.prison, name="prison"),
    path("angka/", views.numbers, name="numbers"),
    path("negara/", views.choose_country, name="country"),
]
