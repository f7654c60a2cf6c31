"""Owns the addresses of the cart, the checkout, and the buyer's quotes and orders."""

from django.urls import URLPattern, path

from marketplace.orders.views import cart, checkout, order, quotes

app_name = "orders"
urlpatterns: list[URLPattern] = [
    path("keranjang/", cart.cart, name="cart"),
    path("keranjang/tambah/", cart.add, name="cart-add"),
    path("keranjang/ubah/", cart.change, name="cart-change"),
    path("pesan/", checkout.checkout, name="checkout"),
    path("pesanan/<uuid:order>/", order.order, name="order"),
    path("pesanan/<uuid:order>/<uuid:part>/bukti/", order.attach, name="order-proof-attach"),
    path("pesanan/<uuid:order>/bukti/<uuid:proof>/", order.proof, name="order-proof"),
    path("penawaran/minta/<str:prison>/<slug:code>/", quotes.ask, name="quote-ask"),
    path("penawaran/<uuid:quote>/", quotes.quote, name="quote"),
    path("penawaran/<uuid:quote>/terima/", quotes.accept, name="quote-accept"),
    path("penawaran/<uuid:quote>/tolak/", quotes.decline, name="quote-decline"),
    path("pesanan-saya/", checkout.own_orders, name="own"),
]
