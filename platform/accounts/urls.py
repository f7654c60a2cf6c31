"""Owns the addresses of accounts on the public host, before those of allauth."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("undangan/<str:token>/", views.accept_invitation, name="invitation-accept"),
    path("demo/<str:token>/", views.enter_demo, name="demo-enter"),
    path("logout/", views.sign_out, name="sign-out"),
]
