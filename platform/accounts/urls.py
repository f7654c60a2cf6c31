"""Owns the addresses of accounts on the public host, before those of allauth."""

from django.urls import path

from accounts.views import entrance, factor, tokens

app_name = "accounts"
urlpatterns = [
    path("undangan/<str:token>/", entrance.accept_invitation, name="invitation-accept"),
    path("demo/<str:token>/", entrance.enter_demo, name="demo-enter"),
    path("logout/", entrance.sign_out, name="sign-out"),
    path("token/", tokens.tokens, name="tokens"),
    path("token/<uuid:api_token>/akhiri/", tokens.revoke, name="token-revoke"),
    path("faktor/", factor.overview, name="factor"),
    path("faktor/pasang/", factor.set_up, name="factor-set-up"),
    path("faktor/kode-cadangan/", factor.recovery_codes, name="recovery-codes"),
    path("faktor/kode-cadangan/baru/", factor.renew_recovery_codes, name="recovery-codes-renew"),
    path("faktor/konfirmasi/", factor.confirm, name="factor-confirm"),
    path("faktor/lepas/", factor.remove, name="factor-remove"),
]
