"""Owns the addresses of people on a prison's host: internal ids only, never a name or a number of a person."""

from django.urls import path

from programs.people.views import certificates, following, importing, kiosk, leaving, lists, person, plans, training

app_name = "people"
urlpatterns = [
    path("", lists.ListPage.as_view(), name="list"),
    path("ekspor.csv", lists.export, name="export"),
    path("pelatihan/", training.ClassPage.as_view(), name="class"),
    path("pembimbingan/", following.follow_ups, name="follow-ups"),
    path("pembimbingan/ekspor.csv", following.export, name="follow-ups-export"),
    path("pembimbingan/<int:released>/", following.FollowUpPage.as_view(), name="follow-up"),
    path("pembimbingan/<int:released>/sertifikat/<int:paper>/", following.reprint, name="certificate-reprint"),
    path("<int:person>/pelatihan/", training.of_person, name="training"),
    path("<int:person>/pelatihan/<int:result>/hapus/", training.remove, name="result-remove"),
    path("<int:person>/sertifikat/", certificates.issue, name="certificate-issue"),
    path("<int:person>/sertifikat/<int:certificate>/", certificates.paper, name="certificate-paper"),
    path("<int:person>/sertifikat/<int:certificate>/edisi/", certificates.choose, name="certificate-edition"),
    path("<int:person>/sertifikat/<int:certificate>/cabut/", certificates.withdraw, name="certificate-withdraw"),
    path("<int:person>/rencana/usaha/", plans.BusinessPage.as_view(), name="plan-business"),
    path("<int:person>/rencana/bebas/", plans.ReleasePage.as_view(), name="plan-release"),
    path("ekspor.xlsx", lists.export_xlsx, name="export-xlsx"),
    path("impor/", importing.ImportPage.as_view(), name="import"),
    path("impor/kolom/", importing.choose_columns, name="import-columns"),
    path("impor/terima/", importing.accept, name="import-accept"),
    path("impor/batal/", importing.cancel, name="import-cancel"),
    path("impor/daftar-orang.csv", importing.template_csv, name="import-template-csv"),
    path("impor/daftar-orang.xlsx", importing.template_xlsx, name="import-template-xlsx"),
    path("<int:person>/", person.detail, name="detail"),
    path("<int:person>/nomor-register/", person.reveal, name="register-reveal"),
    path("<int:person>/kios/", kiosk.KioskPinPage.as_view(), name="kiosk-pin"),
    path("<int:person>/keluar/", leaving.LeavePage.as_view(), name="leave"),
    path("<int:person>/keluar/batal/", leaving.undo_leaving, name="leave-undo"),
    path("<int:person>/asimilasi/", leaving.AssimilationPage.as_view(), name="assimilation"),
    path("<int:person>/asimilasi/batal/", leaving.undo_assimilation, name="assimilation-undo"),
    path("<int:person>/persetujuan/", person.ConsentPage.as_view(), name="consent-give"),
    path("<int:person>/persetujuan/<int:consent>/cabut/", person.withdraw, name="consent-withdraw"),
    path("<int:person>/peserta/", person.EnrolPage.as_view(), name="enrol"),
    path("<int:person>/peserta/<int:enrolment>/akhiri/", person.end_enrolment, name="enrolment-end"),
]
