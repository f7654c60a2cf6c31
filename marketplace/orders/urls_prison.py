"""Owns the addresses of a prison's parts, releases and seller of record."""

from django.urls import URLPattern, path

from marketplace.orders.views import parts, supply

app_name = "orders"
urlpatterns: list[URLPattern] = [
    path("", parts.parts, name="list"),
    path("rilis/", supply.release, name="stock-release"),
    path("tarik/", supply.take_back, name="stock-take-back"),
    path("penjual/", supply.seller, name="seller"),
    path("penjual/rekening/", supply.account, name="seller-account"),
    path("penjual/verifikasi/", supply.verify, name="seller-verify"),
    path("<uuid:part>/", parts.part, name="part"),
    path("<uuid:part>/bayar/", parts.confirm, name="part-confirm"),
    path("<uuid:part>/kirim/", parts.ship, name="part-ship"),
    path("<uuid:part>/bukti/<uuid:proof>/", parts.proof, name="part-proof"),
]
