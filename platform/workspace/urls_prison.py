"""Owns the addresses of workspace on a prison's host: its first page, what lets in and out, its tablets."""

from django.urls import path

from accounts.views import factor
from workspace.views import (
    benefits,
    doors,
    home,
    kiosk,
    kiosk_complaints,
    passport,
    personal,
    standing,
    tablets,
    tour,
    transfers,
)

app_name = "workspace"
urlpatterns = [
    path("", home.prison_home, name="home"),
    path("manfaat/", benefits.prison_benefits, name="benefits"),
    path("tiket/<str:token>/", doors.redeem_ticket, name="ticket-redeem"),
    path("keluar/", doors.leave_prison, name="leave"),
    path("kunci/kode/", factor.confirm, name="factor-confirm"),
    path("kunci/buka/", tablets.open_tablet, name="tablet-open"),
    path("kunci/keadaan/", standing.standing, name="tablet-standing"),
    path("kunci/pin/", standing.check_pin, name="tablet-pin"),
    path("kunci/perangkat/", tablets.tablets, name="tablet-list"),
    path("kunci/perangkat/kios/", tablets.enrol_kiosk, name="kiosk-enrol"),
    path("kunci/perangkat/daftar/", tablets.enrol, name="tablet-enrol"),
    path("kunci/perangkat/<uuid:device>/cabut/", tablets.revoke, name="tablet-revoke"),
    path("kios/", kiosk.EnterPage.as_view(), name="kiosk-enter"),
    path("kios/selesai/", kiosk.leave, name="kiosk-leave"),
    path("kios/menu/", kiosk.menu, name="kiosk-menu"),
    path("kios/pin/", kiosk.own_pin, name="kiosk-pin"),
    path("kios/kerja/", kiosk.work, name="kiosk-work"),
    path("kios/pelatihan/", kiosk.training, name="kiosk-training"),
    path("kios/persetujuan/", kiosk.consents, name="kiosk-consents"),
    path("kios/persetujuan/tarik/", kiosk.withdraw, name="kiosk-withdraw"),
    path("kios/antrean/", kiosk.waiting, name="kiosk-waiting"),
    path("kios/uang/", kiosk.own_money, name="kiosk-money"),
    path("kios/pengaduan/", kiosk_complaints.categories, name="kiosk-complain"),
    path("kios/pengaduan/kirim/", kiosk_complaints.SendPage.as_view(), name="kiosk-send"),
    path("kios/tanda-terima/", kiosk_complaints.ReceiptPage.as_view(), name="kiosk-receipt"),
    path("orang/<int:person>/paspor/", passport.passport, name="passport"),
    path("orang/<int:person>/berkas/", personal.complete_file, name="complete-file"),
    path("orang/retensi/", personal.schedule, name="retention"),
    path("orang/kiriman/", transfers.transfer_list, name="transfer-list"),
    path("orang/<int:person>/kirim/", transfers.SendPage.as_view(), name="transfer-send"),
    path("orang/kiriman/<uuid:envelope>/buka/", transfers.open_envelope, name="transfer-open"),
    path("orang/kiriman/<uuid:envelope>/terima/", transfers.receive, name="transfer-receive"),
    path("orang/kiriman/<uuid:envelope>/tolak/", transfers.refuse, name="transfer-refuse"),
    path("orang/kiriman/<uuid:envelope>/kembali/", transfers.take_back, name="transfer-back"),
    path("tur/hari-pertama/", tour.play_first_day, name="tour-first-day"),
]
