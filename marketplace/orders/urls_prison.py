"""Owns the addresses of a prison's parts, quotes, releases, food licences and seller of record."""

from django.urls import URLPattern, path

from marketplace.orders.views import answers, licences, parts, supply

app_name = "orders"
urlpatterns: list[URLPattern] = [
    path("", parts.parts, name="list"),
    path("rilis/", supply.release, name="stock-release"),
    path("tarik/", supply.take_back, name="stock-take-back"),
    path("penjual/", supply.seller, name="seller"),
    path("penjual/rekening/", supply.account, name="seller-account"),
    path("penjual/verifikasi/", supply.verify, name="seller-verify"),
    path("penawaran/", answers.quotes, name="quotes"),
    path("penawaran/<uuid:quote>/", answers.quote, name="quote"),
    path("penawaran/<uuid:quote>/jawab/", answers.answer, name="quote-answer"),
    path("penawaran/<uuid:quote>/tolak/", answers.turn_down, name="quote-turn-down"),
    path("izin/", licences.licences, name="licences"),
    path("izin/verifikasi/", licences.verify, name="licence-verify"),
    path("<uuid:part>/", parts.part, name="part"),
    path("<uuid:part>/bayar/", parts.confirm, name="part-confirm"),
    path("<uuid:part>/kirim/", parts.ship, name="part-ship"),
    path("<uuid:part>/bukti/<uuid:proof>/", parts.proof, name="part-proof"),
]
