"""Owns the addresses of replication on the public host."""

from django.urls import path

from programs.replication.views import application, applying, approving, own

app_name = "replication"
urlpatterns = [
    path("", applying.preview, name="template-preview"),
    path("program/<slug:code>/", applying.program_detail, name="program-detail"),
    path("templat/<str:reference>.json", applying.template_document, name="template-document"),
    path("daftar/", application.application_new, name="application-new"),
    path("pengajuan/", own.application_own, name="application-own"),
    path("pengajuan/<uuid:application>/", own.application_detail, name="application-detail"),
    path("pengajuan/<uuid:application>/kemajuan/", own.application_progress, name="application-progress"),
    path("persetujuan/", approving.approval_list, name="approval-list"),
    path("persetujuan/<uuid:application>/", approving.approval_detail, name="approval-detail"),
    path("persetujuan/<uuid:application>/kemajuan/", approving.approval_progress, name="approval-progress"),
    path("persetujuan/<uuid:application>/setujui/", approving.approve, name="application-approve"),
    path("persetujuan/<uuid:application>/tolak/", approving.decline, name="application-decline"),
]
