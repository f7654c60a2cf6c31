"""The prison's side of orders: its own parts, money by the treasurer, shipping by officers, nothing of the buyer."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing, Seller
from marketplace.orders.models import OrderPart
from tenants.isolation.acting import in_prison
from tests.earnings.making import make_lot
from tests.orders.market import ADDRESS, line, offer, order, seller_of

pytestmark = pytest.mark.django_db
PATHS = ("/pesanan/", "/pesanan/penjual/")
POSTS = ("rilis/", "tarik/", "penjual/", "penjual/rekening/", "penjual/verifikasi/")


@pytest.fixture
def part():
    offer()
    return order()["parts"][0]


def text_of(response) -> str:
    return response.content.decode()


def test_the_parts_of_this_prison_are_listed_without_the_buyer(client_at, part):
    offer("GRT")
    other = order(line(2, "GRT"))["parts"][0]
    client = client_at("IDM", "officer")
    for path in ("/pesanan/", f"/pesanan/{part['id']}/"):
        text = text_of(client.get(path))
        assert part["number"] in text
        assert other["number"] not in text
        for secret in ("Rahasia", "buyer@nation.example", ADDRESS["city"], ADDRESS["postcode"]):
            assert secret not in text
    assert client.get(f"/pesanan/{other['id']}/").status_code == 404


def test_an_empty_list_says_what_will_come(client_at):
    assert 'class="empty"' in text_of(client_at("IDM", "head").get("/pesanan/"))


def confirm(client, part, **changes):
    facts = {"amount": part["total"], "reference": "REF-77", **changes}
    return client.post(f"/pesanan/{part['id']}/bayar/", facts)


def test_the_treasurer_confirms_and_an_officer_ships(client_at, part):
    treasurer, officer = client_at("IDM", "treasurer"), client_at("IDM", "officer")
    assert officer.post(f"/pesanan/{part['id']}/kirim/").status_code == 409
    assert "REF-77" not in text_of(treasurer.get(f"/pesanan/{part['id']}/"))
    assert confirm(treasurer, part).status_code == 302
    assert "REF-77" in text_of(treasurer.get(f"/pesanan/{part['id']}/"))
    assert officer.post(f"/pesanan/{part['id']}/kirim/").status_code == 302
    with in_prison("IDM"):
        assert OrderPart.objects.get(pk=part["id"]).state == "shipped"


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"amount": 1}, 422), ({"amount": "x"}, 422), ({"reference": ""}, 422), ({"amount": 10**30}, 422)],
)
def test_a_wrong_transfer_shows_the_form_again(client_at, part, changes, status):
    response = confirm(client_at("IDM", "treasurer"), part, **changes)
    assert response.status_code == status
    assert response.context["form"].errors


def test_a_locked_part_cannot_be_confirmed(client_at):
    offer()
    part = order(country="ES")["parts"][0]
    treasurer = client_at("IDM", "treasurer")
    assert 'name="reference"' not in text_of(treasurer.get(f"/pesanan/{part['id']}/"))
    assert confirm(treasurer, part).status_code == 422


@pytest.mark.parametrize("role", ["head", "verifier", "officer", "instructor"])
def test_nobody_but_the_treasurer_confirms(client_at, part, role):
    assert confirm(client_at("IDM", role), part).status_code == 403


@pytest.mark.parametrize("role", ["head", "treasurer", "instructor"])
def test_nobody_but_an_officer_ships(client_at, part, role):
    assert client_at("IDM", role).post(f"/pesanan/{part['id']}/kirim/").status_code == 403


def test_instructors_do_not_read_orders(client_at, part):
    for path in (*PATHS, f"/pesanan/{part['id']}/"):
        assert client_at("IDM", "instructor").get(path).status_code == 403


@pytest.mark.parametrize(("role", "prison"), [("treasurer", "GRT"), ("head", "GRT"), ("stranger", ""), ("analyst", "")])
def test_others_see_and_do_nothing_here(client_at, part, role, prison):
    client = client_at("IDM", role, prison=prison)
    for path in (*PATHS, f"/pesanan/{part['id']}/"):
        assert client.get(path).status_code == 403
    for path in (*POSTS, f"{part['id']}/bayar/", f"{part['id']}/kirim/"):
        assert client.post(f"/pesanan/{path}", {"amount": part["total"], "reference": "T"}).status_code == 403


def test_visitors_are_sent_to_sign_in(client_at, part):
    for path in (*PATHS, f"/pesanan/{part['id']}/"):
        response = client_at("IDM").get(path)
        assert response.status_code == 302
        assert "/akun/login/" in response["Location"]


def stocked() -> None:
    with in_prison("IDM"):
        make_lot((6, 4))
        seller_of("IDM")


@pytest.mark.parametrize("role", ["officer", "head"])
def test_stock_is_released_and_taken_back(client_at, role):
    stocked()
    client = client_at("IDM", role)
    for path, pieces, available in (("rilis", 7, 7), ("tarik", 2, 5)):
        response = client.post(f"/pesanan/{path}/", {"product": "coir-shade", "pieces": pieces})
        assert (response.status_code, response["Location"]) == (302, "/bengkel/stok/")
        with in_prison("IDM"):
            assert Listing.objects.get().available == available


def test_a_release_that_cannot_be_is_told(client_at):
    stocked()
    client = client_at("IDM", "officer")
    for facts, status in (
        ({"product": "coir-shade", "pieces": 11}, 409),
        ({"product": "coir-shade", "pieces": 0}, 422),
        ({"product": "moon", "pieces": 1}, 404),
        ({}, 422),
    ):
        assert client.post("/pesanan/rilis/", facts).status_code == status


def test_the_treasurer_does_not_move_stock(client_at):
    for path in ("rilis", "tarik"):
        response = client_at("IDM", "treasurer").post(f"/pesanan/{path}/", {"product": "coir-shade", "pieces": 1})
        assert response.status_code == 403


def test_the_seller_is_entered_by_one_and_verified_by_another(client_at):
    treasurer, head = client_at("IDM", "treasurer"), client_at("IDM", "head")
    seller = {"kind": "satker", "name": "Lapas Indramayu", "tax_status": "PNBP"}
    account = {"kind": "satker", "bank": "Bank", "account_number": "123-9", "account_holder": "RPL"}
    assert treasurer.post("/pesanan/penjual/", seller).status_code == 302
    assert treasurer.post("/pesanan/penjual/rekening/", account).status_code == 302
    assert "123-9" in text_of(head.get("/pesanan/penjual/"))
    assert treasurer.post("/pesanan/penjual/verifikasi/", {"kind": "satker"}).status_code == 422
    assert head.post("/pesanan/penjual/verifikasi/", {"kind": "satker"}).status_code == 302
    with in_prison("IDM"):
        assert Seller.objects.get().is_payable


def test_wrong_facts_of_the_seller_show_the_form_again(client_at):
    client = client_at("IDM", "head")
    assert client.post("/pesanan/penjual/", {"kind": "satker", "name": ""}).status_code == 422
    assert client.post("/pesanan/penjual/rekening/", {"kind": "satker"}).status_code == 422
    facts = {"kind": "satker", "bank": "B", "account_number": "1", "account_holder": "H"}
    assert client.post("/pesanan/penjual/rekening/", facts).status_code == 404
    assert client.post("/pesanan/penjual/verifikasi/", {"kind": "satker"}).status_code == 404


def test_an_officer_does_not_name_the_seller(client_at):
    assert client_at("IDM", "officer").get("/pesanan/penjual/").status_code == 403


def test_the_list_costs_a_fixed_number_of_queries(client_at):
    offer(pieces=500)
    client = client_at("IDM", "officer")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/pesanan/").status_code == 200
        return len(captured)

    order(line(1))
    few = queries()
    for _ in range(12):
        order(line(1))
    assert queries() == few <= 15


def test_a_part_that_is_none_is_not_found(client_at):
    assert client_at("IDM", "officer").get(f"/pesanan/{uuid.uuid4()}/").status_code == 404
