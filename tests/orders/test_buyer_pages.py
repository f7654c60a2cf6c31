"""Cart, checkout and order pages: several prisons in one order, refused with reason, never showing an address."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.orders.models import Buyer, Order
from tenants.isolation.acting import acting_as, in_prison
from tests.orders.market import ADDRESS, available, line, offer, order, seller_of

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def shop(client_at):
    """A visitor with five shades of Indramayu and three of Garut in the cart."""
    client = client_at()
    for prison, pieces in (("IDM", 5), ("GRT", 3)):
        listing = offer(prison)
        assert client.post("/keranjang/tambah/", {"listing": listing.pk, "pieces": pieces}).status_code == 302
    return client


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def cart_in(client) -> dict[str, int]:
    """Pieces by listing in the visitor's session."""
    with acting_as("gate"):
        return dict(client.session["cart"])


def entered(client, **changes) -> dict[str, str]:
    """The checkout form filled in, with the key that the page gave."""
    key = client.get("/pesan/").context["form"]["key"].value()
    facts = {"email": "buyer@nation.example", "name": "Buyer Rahasia", "country": "ID", **ADDRESS, "key": key}
    return {**facts, **changes}


def test_the_cart_groups_by_seller_and_sums(shop):
    response = shop.get("/keranjang/")
    cart = response.context["cart"]
    assert [(group.seller.name, group.total) for group in cart.sellers] == [
        ("Satker GRT", 1_350_000),
        ("Satker IDM", 2_250_000),
    ]
    assert cart.total == 3_600_000


def test_pieces_are_added_changed_and_removed(shop):
    listing = offer("IDM", "coir-net")
    shop.post("/keranjang/tambah/", {"listing": listing.pk, "pieces": 2})
    shop.post("/keranjang/tambah/", {"listing": listing.pk, "pieces": 2})
    assert cart_in(shop)[str(listing.pk)] == 4
    shop.post("/keranjang/ubah/", {"listing": listing.pk, "pieces": 9})
    assert cart_in(shop)[str(listing.pk)] == 9
    shop.post("/keranjang/ubah/", {"listing": listing.pk, "pieces": 0})
    assert str(listing.pk) not in cart_in(shop)


@pytest.mark.parametrize("pieces", ["", "-1", "1.5", "x", str(10**12)])
def test_pieces_that_make_no_sense_are_refused(shop, pieces):
    before = cart_in(shop)
    for path in ("/keranjang/tambah/", "/keranjang/ubah/"):
        assert shop.post(path, {"listing": uuid.uuid4(), "pieces": pieces}).status_code == 422
    assert cart_in(shop) == before


def test_a_blocked_country_refuses_the_cart_with_the_citation(shop):
    shop.post("/negara/", {"country": "US"})
    response = shop.post("/keranjang/tambah/", {"listing": offer("IDM", "coir-net").pk, "pieces": 1})
    assert response.status_code == 422
    cart = text_of(shop.get("/keranjang/"))
    assert "19 USC 1307" in cart
    assert 'href="/pesan/"' not in cart


def test_a_shortage_is_shown_in_the_cart(shop):
    listing = offer("IDM", "coir-net", pieces=3)
    shop.post("/keranjang/tambah/", {"listing": listing.pk, "pieces": 4})
    text = text_of(shop.get("/keranjang/", headers=ENGLISH))
    assert "only 3 available" in text
    assert 'href="/pesan/"' not in text


def test_an_empty_cart_has_no_checkout(client_at):
    assert client_at().get("/pesan/")["Location"] == "/keranjang/"


def test_the_checkout_says_who_sees_the_address(shop):
    assert "Only the staff who ship see the address" in text_of(shop.get("/pesan/", headers=ENGLISH))


def test_one_order_over_two_prisons(shop):
    response = shop.post("/pesan/", entered(shop))
    assert response.status_code == 302
    page = shop.get(response["Location"], headers=ENGLISH)
    text = text_of(page)
    assert text.count("Seller of record") == 2
    assert "Rp3,600,000" in text or "3,600,000" in text
    assert (available("IDM"), available("GRT")) == (45, 47)
    assert cart_in(shop) == {}


def test_pressing_twice_is_one_order(shop):
    form = entered(shop)
    first, second = shop.post("/pesan/", form), shop.post("/pesan/", form)
    assert first["Location"] == second["Location"]
    with acting_as("storefront"):
        assert Order.objects.count() == 1


def test_the_same_address_moved_to_the_united_states_is_refused_with_the_citation(shop):
    response = shop.post("/pesan/", entered(shop, country="US"))
    text = text_of(response)
    assert response.status_code == 422
    assert "19 USC 1307" in text
    assert ADDRESS["line"] in text
    assert available("IDM") == 50


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"email": "no"}, 422),
        ({"name": ""}, 422),
        ({"country": "XX"}, 422),
        ({"country": ""}, 422),
        ({"line": "y" * 201}, 422),
        ({"city": "a\x07b"}, 422),
        ({"key": ""}, 422),
    ],
)
def test_a_wrong_field_shows_the_form_as_typed(shop, changes, status):
    response = shop.post("/pesan/", entered(shop, **changes))
    assert response.status_code == status
    assert response.context["form"].errors
    with acting_as("storefront"):
        assert Order.objects.count() == 0


def test_a_shortage_at_checkout_is_told_and_keeps_the_cart(shop):
    form = entered(shop)
    order(line(48))
    response = shop.post("/pesan/", form, headers=ENGLISH)
    assert response.status_code == 409
    assert "2 are available" in text_of(response)
    assert cart_in(shop)


def test_an_order_page_never_shows_name_mail_or_address(shop, client_at):
    address = shop.post("/pesan/", entered(shop))["Location"]
    text = text_of(client_at().get(address))
    for secret in ("Rahasia", "buyer@nation.example", ADDRESS["postcode"]):
        assert secret not in text


def test_an_unverified_seller_gets_no_transfer(client_at):
    offer()
    text = text_of(client_at().get(f"/pesanan/{order()['id']}/", headers=ENGLISH))
    assert "Do not transfer to anyone" in text


def test_a_verified_seller_has_one_payment_instruction(client_at):
    with in_prison("IDM"):
        seller_of("IDM", account="123-456-789", verified=True)
    offer()
    placed = order()
    text = text_of(client_at().get(f"/pesanan/{placed['id']}/", headers=ENGLISH))
    assert text.count("123-456-789") == 1
    assert placed["parts"][0]["number"] in text


@pytest.mark.parametrize(("country", "said"), [("ES", "Evidence 0 of 14"), ("BR", "being reviewed")])
def test_a_locked_order_says_so_and_asks_for_no_money(client_at, country, said):
    offer()
    text = text_of(client_at().get(f"/pesanan/{order(country=country)['id']}/", headers=ENGLISH))
    assert said in text
    assert "How to pay" not in text


def test_an_unknown_order_is_not_found(client_at):
    assert client_at().get(f"/pesanan/{uuid.uuid4()}/").status_code == 404


def test_buyers_see_their_own_orders(client_at):
    offer()
    mine, other = order(email="buyer@nation.example"), order(email="someone@else.example")
    text = text_of(client_at("", "buyer").get("/pesanan-saya/"))
    assert mine["order"] in text
    assert other["order"] not in text
    assert mine["order"] not in text_of(client_at("", "stranger").get("/pesanan-saya/"))


def test_own_orders_need_a_sign_in(client_at):
    response = client_at().get("/pesanan-saya/")
    assert response.status_code == 302
    assert response["Location"].startswith("/akun/login/")


def test_a_signed_in_buyer_becomes_verified(client_at):
    client = client_at("", "buyer")
    client.post("/keranjang/tambah/", {"listing": offer().pk, "pieces": 1})
    client.post("/pesan/", entered(client))
    with acting_as("storefront"):
        assert Buyer.objects.get().verified_at is not None


def test_pages_cost_a_fixed_number_of_queries(shop):
    offer("IDM", "coir-net")
    placed = order(line(1), line(1, "GRT"), line(1, product="coir-net"))
    for path, most in (("/keranjang/", 2), (f"/pesanan/{placed['id']}/", 5)):
        with CaptureQueriesContext(connection) as captured:
            assert shop.get(path).status_code == 200
        assert len(captured) == most, [query["sql"][:120] for query in captured]
