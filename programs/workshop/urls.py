"""Owns the addresses of the workshop on a prison's host."""

from django.urls import path

from programs.workshop import urls_goods, urls_planning
from programs.workshop.views import consignments, lots, offline, papers, register, sessions, sheets, taps, tools

app_name = "workshop"
urlpatterns = [
    path("", sessions.session_list, name="session-list"),
    path("sesi.csv", sheets.sessions, name="session-export"),
    path("sesi/buka/", sessions.OpenPage.as_view(), name="session-open"),
    path("sesi/<int:session>/", register.RegisterPage.as_view(), name="session-register"),
    path("sesi/<int:session>/orang/<int:person>/", taps.mark, name="register-mark"),
    path("sesi/<int:session>/kertas/", papers.paper, name="session-paper"),
    path("sesi/<int:session>/ketik/", papers.KeyingPage.as_view(), name="register-key-in"),
    path("sesi/<int:session>/koreksi/", register.correct, name="register-correct"),
    path("sesi/<int:session>/tutup/", register.close, name="session-close"),
    path("sesi/<int:session>/alat/", tools.ToolPage.as_view(), name="tool-count"),
    path("sesi/<int:session>/lot/", lots.RecordPage.as_view(), name="lot-record"),
    path("hari-ini.json", offline.today, name="register-today"),
    path("luring/", offline.page, name="register-offline"),
    path("luring/kerja.js", offline.worker, name="register-worker"),
    *urls_goods.urlpatterns,
    *urls_planning.urlpatterns,
    path("kiriman/", consignments.consignment_list, name="consignment-list"),
    path("kiriman/kirim/", consignments.DispatchPage.as_view(), name="consignment-send"),
    path("kiriman/<uuid:consignment>/", consignments.consignment, name="consignment"),
    path("kiriman/<uuid:consignment>/terima/", consignments.receive, name="consignment-receive"),
    path("kiriman/<uuid:consignment>/tolak/", consignments.refuse, name="consignment-refuse"),
    path("kiriman/<uuid:consignment>/selesai/", consignments.settle, name="consignment-settle"),
    path("kiriman/<uuid:consignment>/kembali/", consignments.recall, name="consignment-recall"),
    path("kiriman/<uuid:consignment>/surat-jalan.pdf", consignments.note, name="consignment-note"),
]
