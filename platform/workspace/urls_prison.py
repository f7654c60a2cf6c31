"""Owns the addresses of workspace on a prison's host: its first page, the ticket that lets in, leaving."""

from django.urls import path

from workspace.views import doors, home

app_name = "workspace"
urlpatterns = [
    path("", home.prison_home, name="home"),
    path("tiket/<str:token>/", doors.redeem_ticket, name="ticket-redeem"),
    path("keluar/", doors.leave_prison, name="leave"),
]
