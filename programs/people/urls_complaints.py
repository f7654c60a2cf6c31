"""Owns the addresses of complaints on a prison's host: random keys, so that no gap tells of one that may not be seen."""

from django.urls import path

from programs.people.views import complaints

app_name = "complaints"
urlpatterns = [
    path("", complaints.complaint_list, name="list"),
    path("ekspor.csv", complaints.export, name="export"),
    path("baru/", complaints.EnterPage.as_view(), name="enter"),
    path("<uuid:complaint>/", complaints.complaint, name="detail"),
    path("<uuid:complaint>/jawab/", complaints.answer, name="answer"),
    path("<uuid:complaint>/catat/", complaints.note, name="note"),
    path("<uuid:complaint>/tutup/", complaints.close, name="close"),
]
