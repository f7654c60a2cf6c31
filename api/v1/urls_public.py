"""Owns the addresses of the API on the public host."""

from django.urls import URLPattern, path, re_path

from api.v1.views import common, library, market, offices, schema

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("listings/", market.Listings.as_view(), name="listing-list"),
    path("listings/<uuid:pk>/", market.OneListing.as_view(), name="listing"),
    path("prisons/", market.Prisons.as_view(), name="prison-list"),
    path("orders/", market.Orders.as_view(), name="order-place"),
    path("templates/", library.Templates.as_view(), name="template-list"),
    path("templates/<str:reference>/", library.OneTemplate.as_view(), name="template"),
    path("national/indicators/", offices.Indicators.as_view(), name="indicator-list"),
    path("national/comparison/", offices.Comparison.as_view(), name="comparison"),
    path("me/", common.Me.as_view(), name="me"),
    path("schema/", schema.Schema.as_view(urlconf="config.urls_public"), name="schema"),
    path("docs/", schema.docs, name="docs"),
    re_path(r"^.*$", common.Unknown.as_view(), name="unknown"),
]
