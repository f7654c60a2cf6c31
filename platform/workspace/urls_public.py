"""Owns the addresses of workspace on the public host: the doors to the prisons, their members, the tour."""

from django.urls import path

from workspace.views import doors, members, tour

app_name = "workspace"
urlpatterns = [
    path("akun/tujuan/", doors.destinations, name="destinations"),
    path("akun/masuk-ke/<str:code>/", doors.enter_prison, name="enter-prison"),
    path("akun/wilayah/", members.region, name="region"),
    path("akun/anggota/<str:code>/", members.members, name="members"),
    path("akun/anggota/<str:code>/<uuid:membership>/akhiri/", members.end_membership, name="membership-end"),
    path("tur/", tour.tour, name="tour"),
    path("tur/isi/", tour.fill_in, name="tour-fill-in"),
    path("tur/setujui/", tour.approve, name="tour-approve"),
    path("tur/keranjang/", tour.fill_basket, name="tour-basket"),
    path("tur/tembok/", tour.wall, name="tour-wall"),
    path("tur/tembok.json", tour.wall_json, name="tour-wall-json"),
]
