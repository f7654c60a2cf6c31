"""Owns the addresses of earnings on a prison's host."""

from django.urls import URLPattern, path

from programs.earnings import views
from programs.earnings.views import statements

app_name = "earnings"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="overview"),
    path("penjualan/", views.list_settlements, name="settlement-list"),
    path("penjualan.csv", views.export_settlements, name="settlement-export"),
    path("rekening/", statements.BatchPage.as_view(), name="statement-batch"),
    path("rekening/<int:person>/", statements.PersonPage.as_view(), name="statement"),
    path("skema/", views.sign_scheme, name="scheme-sign"),
    path("pnbp/<int:obligation>/kode/", views.enter_code, name="pnbp-code"),
    path("pnbp/<int:obligation>/ntpn/", views.enter_ntpn, name="pnbp-ntpn"),
]
