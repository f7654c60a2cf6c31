"""Owns the addresses of replication on the public host."""

from django.urls import path

from programs.replication.views import applying, approving

app_name = "replication"
urlpatterns = [
    path("", applying.preview, name="template-preview"),
    path("daftar/", applying.application_new, name="application-new"),
    path("pengajuan/<uuid:application>/", applying.application_detail, name="application-detail"),
    path("persetujuan/", approving.approval_list, name="approval-list"),
    path("persetujuan/<uuid:application>/", approving.approval_detail, name="approval-detail"),
    path("persetujuan/<uuid:application>/setujui/", approving.approve, name="application-approve"),
    path("persetujuan/<uuid:application>/tolak/", approving.decline, name="application-decline"),
]
