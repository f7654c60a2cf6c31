"""Owns the addresses of workspace on the public host: the doors to the prisons, and their members."""

from django.urls import path

from workspace.views import doors, members

app_name = "workspace"
urlpatterns = [
    path("akun/tujuan/", doors.destinations, name="destinations"),
    path("akun/masuk-ke/<str:code>/", doors.enter_prison, name="enter-prison"),
    path("akun/anggota/<str:code>/", members.members, name="members"),
    path("akun/anggota/<str:code>/<uuid:membership>/akhiri/", members.end_membership, name="membership-end"),
]
