"""Owns the addresses of the cart, the checkout and the buyer's orders."""

from django.urls import URLPattern, path

from marketplace.orders.views import cart, checkout

app_name = "orders"
urlpatterns: list[URLPattern] = [
    path("keranjang/", cart.cart, name="cart"),
    path("keranjang/tambah/", cart.add, name="cart-add"),
    path("keranjang/ubah/", cart.change, name="cart-change"),
    path("pesan/", checkout.checkout, name="checkout"),
    path("pesanan/<uuid:order>/", checkout.order, name="order"),
    path("pesanan-saya/", checkout.own_orders, name="own"),
]
