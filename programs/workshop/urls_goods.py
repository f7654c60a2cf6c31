"""Owns the addresses of materials, lots, quality and stock on a prison's host."""

from django.urls import path

from programs.workshop.views import lot, lots, materials, quality, sheets, stock

urlpatterns = [
    path("bahan/", materials.material_list, name="material-list"),
    path("bahan.csv", sheets.materials, name="material-export"),
    path("bahan/terima/", materials.ReceivePage.as_view(), name="material-receive"),
    path("bahan/<int:material>/", materials.MaterialPage.as_view(), name="material-detail"),
    path("lot/", lots.lot_list, name="lot-list"),
    path("lot.csv", sheets.lots, name="lot-export"),
    path("lot/gabung/", lot.MergePage.as_view(), name="lot-merge"),
    path("lot/<int:lot>/", lot.lot_detail, name="lot-detail"),
    path("lot/<int:lot>/periksa/", lots.InspectPage.as_view(), name="lot-inspect"),
    path("lot/<int:lot>/pecah/", lot.SplitPage.as_view(), name="lot-split"),
    path("lot/<int:lot>/kerja-ulang/", lot.ReworkPage.as_view(), name="lot-rework"),
    path("lot/<int:lot>/label/", lot.label, name="lot-label"),
    path("lot/<int:lot>/foto/", lot.photo, name="lot-photo"),
    path("mutu/", quality.quality, name="quality"),
    path("mutu.csv", sheets.quality, name="quality-export"),
    path("stok.csv", sheets.movements, name="stock-export"),
    path("stok/", stock.stock, name="stock"),
    path("stok/saldo/", stock.balances, name="stock-balances"),
    path("stok/saldo.csv", sheets.balances, name="balance-export"),
    path("stok/hitung/", stock.StockTakePage.as_view(), name="stock-take"),
]
