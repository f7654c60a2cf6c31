"""The API of the public host: what is on offer, orders that are placed once, the comparison for the offices."""

import json
import uuid

import pytest
from django.conf import settings
from django.test import Client

from core import clock
from marketplace.catalogue.models import Listing, Seller
from marketplace.orders.models import Order
from marketplace.trade.services import load_reference
from tenants.isolation.acting import acting_as, in_prison
from tests.api.test_prison import is_problem
from tests.cast import address
from tests.conftest import sign_in
from tests.national.making import NOW, publish_row

pytestmark = pytest.mark.django_db
LISTINGS, ORDERS, COMPARISON = "/api/v1/listings/", "/api/v1/orders/", "/api/v1/national/comparison/"
ASKED = {"indicator": "participation-all", "period": "2026-10"}


@pytest.fixture
def shade() -> Listing:
    with acting_as("owner"):
        load_reference()
    with in_prison("IDM"):
        seller, _is_new = Seller.objects.get_or_create(
            prison_code="IDM", kind="satker", defaults={"name": "Satker Indramayu", "tax_status": "bendahara"}
        )
        return Listing.objects.create(
            prison_code="IDM",
            prison_name="Lapas Kelas IIB Indramayu",
            program_code="coir-shade",
            program_title_id="Sabut",
            program_title_en="Coir",
            product_code="coir-shade",
            title_id="Tirai sabut kelapa",
            title_en="Coir shade",
            title_es="Toldo de fibra de coco",
            unit="piece",
            price_idr=450_000,
            weight_g=2500,
            available=20,
            seller=seller,
        )


def order(country: str = "Indonesia", quantity: object = 3) -> dict:
    return {
        "idempotency_key": str(uuid.uuid4()),
        "buyer": {"email": "pembeli@contoh.example", "name": "Pembeli Contoh", "country": country},
        "ship_to": {"country": country, "city": "Bandung", "line": "Jl. Contoh 1", "postcode": "40111"},
        "lines": [{"prison": "IDM", "product": "coir-shade", "quantity": quantity}],
    }


def post(client: Client, body: object, **headers: str):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ORDERS, text, content_type="application/json", headers=headers)


def test_listings_are_for_everybody(client_at, shade):
    body = client_at().get(LISTINGS).json()
    assert (body["next"], body["previous"]) == (None, None)
    assert body["results"][0]["titles"]["en"] == "Coir shade"
    assert body["results"][0]["prison"] == {"code": "IDM", "name": "Lapas Kelas IIB Indramayu"}
    assert client_at().get(LISTINGS, {"prison": "GRT"}).json()["results"] == []


def test_one_listing_and_none(client_at, shade):
    assert client_at().get(f"{LISTINGS}{shade.pk}/").json()["price_idr"] == 450_000
    assert is_problem(client_at().get(f"{LISTINGS}{uuid.uuid4()}/"), 404)["code"] == "listing-missing"
    is_problem(client_at().get(f"{LISTINGS}not-a-uuid/"), 404)


def test_an_order_is_placed_once(client_at, shade):
    body = order()
    first, second = post(client_at(), body), post(client_at(), body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert (first.json()["total"], first.json()["currency"]) == (1_350_000, "IDR")
    with acting_as("storefront"):
        assert Order.objects.count() == 1
        assert Listing.objects.get(pk=shade.pk).available == 17


def test_the_key_of_another_order_is_a_conflict(client_at, shade):
    body = order()
    post(client_at(), body)
    assert is_problem(post(client_at(), {**body, "lines": order(quantity=4)["lines"]}), 409)["code"] == "key-reused"


@pytest.mark.parametrize("quantity", [0, -1, 10**12, "3", 1.5, None])
def test_a_quantity_that_is_none_is_refused_by_name(client_at, shade, quantity):
    assert "quantity" in is_problem(post(client_at(), order(quantity=quantity)), 422)["field"]


def test_more_than_there_is_is_a_conflict(client_at, shade):
    is_problem(post(client_at(), order(quantity=21)), 409)


def test_a_blocked_destination_is_refused_with_its_citation(client_at, shade):
    body = is_problem(post(client_at(), order("United States")), 422)
    assert body["citation"]
    assert "country" in body["field"]


@pytest.mark.parametrize(
    "body",
    ["[]", "[1, 2]", '"text"', "3", "null", "{", '{"a": 1, "a": 2}', '{"a": NaN}', b"\xff\xfe", "[" * 100_000],
)
def test_a_body_that_is_no_json_object_is_a_clear_400(client_at, body):
    assert is_problem(post(client_at(), body), 400)["field"] == "body"


def test_an_empty_body_lacks_its_first_field(client_at):
    assert is_problem(post(client_at(), ""), 422)["rule"]


def test_a_body_without_end_is_refused(client_at):
    assert is_problem(post(client_at(), '{"a": "' + "x" * 1_100_000 + '"}'), 400)["field"] == "body"


def test_another_kind_of_body_is_refused(client_at):
    is_problem(client_at().post(ORDERS, {"a": "b"}), 415)


def test_a_session_needs_its_csrf_token(shade):
    client = Client(enforce_csrf_checks=True, headers={"host": settings.BASE_HOST})
    sign_in(client, address("buyer"))
    assert "CSRF" in is_problem(post(client, order()), 403)["rule"]
    client.cookies["csrftoken"] = "a" * 32
    assert post(client, order(), **{"X-CSRFToken": "a" * 32}).status_code == 201


@pytest.mark.parametrize(("role", "prison"), [("head", "IDM"), ("officer", "GRT"), ("buyer", None), ("stranger", None)])
def test_the_comparison_is_for_the_offices(client_at, role, prison):
    assert is_problem(client_at("", role, prison=prison).get(COMPARISON, ASKED), 403)["code"] == "role-missing"


def test_who_is_not_signed_in_is_asked_to(client_at):
    response = client_at().get(COMPARISON, ASKED)
    assert is_problem(response, 401)["code"] == "not-authenticated"
    assert response["WWW-Authenticate"].startswith("Session")


def test_the_offices_compare(client_at):
    publish_row("IDM", 81, 263)
    with clock.at(NOW):
        for role in ("analyst", "regional"):
            body = client_at("", role).get(COMPARISON, ASKED).json()
            assert [row["code"] for row in body["rows"]] == ["IDM"]
            assert {"coverage", "definition", "source", "demo"} <= body.keys()


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({}, 422, "indicator"),
        ({"indicator": "sales"}, 422, "period"),
        ({"indicator": "happiness", "period": "2026-10"}, 404, "indicator"),
        ({"indicator": "sales", "period": "2026-13"}, 422, "period"),
        ({"indicator": "sales", "period": "2026-10", "peer": "castle"}, 422, "peer"),
    ],
)
def test_what_cannot_be_compared_is_named(client_at, query, status, field):
    assert is_problem(client_at("", "analyst").get(COMPARISON, query), status)["field"] == field


def test_every_other_address_is_a_problem(client_at):
    for method in ("get", "post", "put", "delete"):
        is_problem(getattr(client_at(), method)("/api/v1/prisons/IDM/people/"), 404)


def test_a_quote_is_asked_once_and_read_by_its_link(client_at, shade):
    asked = {
        "idempotency_key": "q-1",
        "prison": "IDM",
        "product": "coir-shade",
        "quantity": 200,
        "country": "Spain",
        "email": "pembeli@contoh.example",
        "name": "Sombra Ejemplo",
    }
    first, again = (
        client_at().post("/api/v1/quotes/", json.dumps(asked), content_type="application/json") for _n in "12"
    )
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    body = client_at().get(f"/api/v1/quotes/{first.json()['id']}/").json()
    assert (body["quantity"], body["unit_price"]) == (200, None)
    assert "pembeli" not in json.dumps(body)
    us = json.dumps(asked | {"country": "US", "idempotency_key": "q-2"})
    problem = is_problem(client_at().post("/api/v1/quotes/", us, content_type="application/json"), 422)
    assert "1307" in problem["citation"]
    assert client_at("IDM", "head").get("/api/v1/quotes/").json()["results"][0]["quantity"] == 200
    assert client_at("GRT", "head").get("/api/v1/quotes/").json()["results"] == []


@pytest.mark.parametrize("path", ["/api/v1/national/overview/", "/api/v1/national/prisons/IDM/"])
def test_overview_and_profile_are_for_the_offices(client_at, path):
    publish_row("IDM", 12, 100)
    body = client_at("", "analyst").get(path, {"period": "2026-10"}).json()
    assert any((row["indicator"], row["numerator"]) == ("participation-all", 12) for row in body["results"])
    assert is_problem(client_at("", "analyst").get(path), 422)["field"] == "period"
    for role in ("buyer", "stranger"):
        assert is_problem(client_at("", role).get(path, {"period": "2026-10"}), 403)["code"] == "role-missing"
