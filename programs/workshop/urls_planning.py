"""Owns the addresses of what surrounds a session: calendar, day, agreements, incidents."""

from django.urls import path

from programs.workshop.views import agreements, days, incidents, plans, regime

urlpatterns = [
    path("sesi/<int:session>/rencana/", plans.SessionPlanPage.as_view(), name="session-plan"),
    path("sesi/<int:session>/batalkan/", plans.CancelPage.as_view(), name="session-cancel"),
    path("sesi/<int:session>/pulihkan/", plans.restore, name="session-restore"),
    path("sesi/<int:session>/petugas/", plans.OfficerPage.as_view(), name="session-officer"),
    path("sesi/<int:session>/perlengkapan/", plans.equipment, name="session-equipment"),
    path("kalender/", regime.calendar_page, name="calendar"),
    path("kalender/rencanakan/", regime.plan, name="plan"),
    path("kalender/slot/", regime.SlotPage.as_view(), name="slot-add"),
    path("kalender/slot/<int:slot>/akhiri/", regime.slot_end, name="slot-end"),
    path("kalender/hari/", regime.SpanPage.as_view(), name="span-add"),
    path("kalender/hari/<int:span>/cabut/", regime.span_remove, name="span-remove"),
    path("hari/<str:day>/", days.DayPage.as_view(), name="day"),
    path("hari/<str:day>/buka/", days.reopen, name="day-reopen"),
    path("perjanjian/", agreements.agreement_list, name="agreement-list"),
    path("perjanjian.csv", agreements.agreement_export, name="agreement-export"),
    path("perjanjian/baru/", agreements.WritePage.as_view(), name="agreement-new"),
    path("perjanjian/<int:agreement>/", agreements.AgreementPage.as_view(), name="agreement"),
    path("perjanjian/<int:agreement>/ubah/", agreements.WritePage.as_view(), name="agreement-edit"),
    path("perjanjian/<int:agreement>/akhiri/", agreements.EndPage.as_view(), name="agreement-end"),
    path("perjanjian/<int:agreement>/berkas/<uuid:file>/", agreements.agreement_file, name="agreement-file"),
    path("kejadian/", incidents.incident_list, name="incident-list"),
    path("kejadian.csv", incidents.incident_export, name="incident-export"),
    path("kejadian/baru/", incidents.ReportPage.as_view(), name="incident-new"),
    path("kejadian/<int:incident>/", incidents.IncidentPage.as_view(), name="incident"),
    path("kejadian/<int:incident>/tutup/", incidents.ResultPage.as_view(), name="incident-close"),
]
