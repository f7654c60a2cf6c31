"""Owns the addresses of the API on the public host."""

from django.urls import URLPattern, path, re_path

from api.v1.views import common, library, market, offices, onboarding, schema

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("listings/", market.Listings.as_view(), name="listing-list"),
    path("listings/<uuid:pk>/", market.OneListing.as_view(), name="listing"),
    path("prisons/", market.Prisons.as_view(), name="prison-list"),
    path("orders/", market.Orders.as_view(), name="order-place"),
    path("quotes/", market.Quotes.as_view(), name="quote-ask"),
    path("quotes/<uuid:quote>/", market.OneQuote.as_view(), name="quote"),
    path("applications/", onboarding.Applications.as_view(), name="application-list"),
    path("applications/<uuid:application>/", onboarding.OneApplication.as_view(), name="application"),
    path("templates/", library.Templates.as_view(), name="template-list"),
    path("templates/<str:reference>/", library.OneTemplate.as_view(), name="template"),
    path("national/indicators/", offices.Indicators.as_view(), name="indicator-list"),
    path("national/comparison/", offices.Comparison.as_view(), name="comparison"),
    path("national/overview/", offices.Overview.as_view(), name="overview"),
    path("national/prisons/<str:prison>/", offices.Profile.as_view(), name="profile"),
    path("national/applications/", onboarding.Decidable.as_view(), name="application-decidable"),
    path(
        "national/applications/<uuid:application>/approve/",
        onboarding.Approval.as_view(),
        name="application-approve",
    ),
    path("me/", common.Me.as_view(), name="me"),
    path("schema/", schema.Schema.as_view(urlconf="config.urls_public"), name="schema"),
    path("docs/", schema.docs, name="docs"),
    re_path(r"^.*$", common.Unknown.as_view(), name="unknown"),
]
