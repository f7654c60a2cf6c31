"""Owns the addresses of national on the public host."""

from django.urls import URLPattern, path

from national import views

app_name = "national"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="comparison"),
    path("manfaat/", views.five_levels, name="benefits"),
    path("ringkasan.csv", views.overview_file, name="overview-file"),
    path("perbandingan.csv", views.moved, name="comparison-export"),
    path("indikator/<str:indicator>/", views.show, name="indicator"),
    path("indikator/<str:indicator>/lapas.csv", views.file, name="indicator-file"),
    path("indikator/<str:indicator>/bulan.csv", views.course_file, name="indicator-course-file"),
    path("lapas/<str:prison>/", views.profile, name="prison"),
    path("lapas/<str:prison>/bulan.csv", views.profile_file, name="prison-file"),
]
