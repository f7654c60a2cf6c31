"""Owns the addresses of workspace on a prison's host: its first page, what lets in and out, its tablets."""

from django.urls import path

from accounts.views import factor
from workspace.views import benefits, doors, home, tablets, tour

app_name = "workspace"
urlpatterns = [
    path("", home.prison_home, name="home"),
    path("manfaat/", benefits.prison_benefits, name="benefits"),
    path("tiket/<str:token>/", doors.redeem_ticket, name="ticket-redeem"),
    path("keluar/", doors.leave_prison, name="leave"),
    path("kunci/kode/", factor.confirm, name="factor-confirm"),
    path("kunci/buka/", tablets.open_tablet, name="tablet-open"),
    path("kunci/perangkat/", tablets.tablets, name="tablet-list"),
    path("kunci/perangkat/daftar/", tablets.enrol, name="tablet-enrol"),
    path("kunci/perangkat/<uuid:device>/cabut/", tablets.revoke, name="tablet-revoke"),
    path("tur/hari-pertama/", tour.play_first_day, name="tour-first-day"),
]
