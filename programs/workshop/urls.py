"""Owns the addresses of the workshop on a prison's host."""

from django.urls import path

from programs.workshop.views import lots, sessions, stock

app_name = "workshop"
urlpatterns = [
    path("", sessions.session_list, name="session-list"),
    path("sesi/buka/", sessions.OpenPage.as_view(), name="session-open"),
    path("sesi/<int:session>/", sessions.RegisterPage.as_view(), name="session-register"),
    path("sesi/<int:session>/tutup/", sessions.close, name="session-close"),
    path("sesi/<int:session>/lot/", lots.RecordPage.as_view(), name="lot-record"),
    path("lot/", lots.lot_list, name="lot-list"),
    path("lot/<int:lot>/periksa/", lots.InspectPage.as_view(), name="lot-inspect"),
    path("stok/", stock.stock, name="stock"),
]
