"""Owns the addresses of the API on the public host."""

from django.urls import URLPattern, path, re_path

from api.v1.views import public

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("listings/", public.Listings.as_view(), name="listing-list"),
    path("listings/<uuid:pk>/", public.OneListing.as_view(), name="listing"),
    path("orders/", public.Orders.as_view(), name="order-place"),
    path("national/comparison/", public.Comparison.as_view(), name="comparison"),
    re_path(r"^.*$", public.Unknown.as_view(), name="unknown"),
]
