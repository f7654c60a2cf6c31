"""Food comes to market only with verified, unexpired papers and inside its shelf life (product rule 19)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from core.errors import NotFound, Refused
from marketplace.catalogue.models import FoodLicence, Listing
from marketplace.catalogue.services import enter_licence, release_stock, verify_licence
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.orders.market import offer, papers

pytestmark = pytest.mark.django_db
BREAD = "sweet-bread"


def in_days(days: int) -> date:
    return clock.today(settings.TIME_ZONE) + timedelta(days=days)


def entered(**changes: Any) -> FoodLicence:
    facts = {
        "product": BREAD,
        "kind": "sanitation",
        "number": "CONTOH-SLHS-1",
        "valid_until": in_days(300),
        "halal_number": "CONTOH-HALAL-1",
        "halal_until": in_days(300),
        "by": "treasurer",
    }
    with in_prison("IDM"):
        return enter_licence("IDM", **{**facts, **changes})


def test_a_licence_counts_once_another_person_has_verified_it():
    assert not entered().is_valid_on(in_days(0))
    with in_prison("IDM"):
        with pytest.raises(Refused) as refusal:
            verify_licence("IDM", product=BREAD, by="treasurer")
        assert refusal.value.code == "two-persons"
        licence = verify_licence("IDM", product=BREAD, by="head")
    assert licence.is_valid_on(in_days(300))
    assert not licence.is_valid_on(in_days(301))
    assert not entered(number="CONTOH-SLHS-2").is_valid_on(in_days(0))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "spp-irt"}, "kind"),
        ({"kind": "moon"}, "kind"),
        ({"number": " "}, "number"),
        ({"number": "x" * 41}, "number"),
        ({"halal_number": "a\nb"}, "halal_number"),
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
        ({"halal_until": date(2020, 1, 1)}, "halal_until"),
        ({"product": "coir-shade"}, "product"),
    ],
)
def test_a_licence_that_makes_no_sense_is_refused(changes: dict[str, Any], field: str):
    with pytest.raises(Refused) as refusal:
        entered(**changes)
    assert refusal.value.field == field


def test_a_licence_is_entered_for_an_adopted_food_only():
    with pytest.raises(NotFound):
        entered(product="moon")
    with in_prison("IDM"), pytest.raises(NotFound):
        verify_licence("IDM", product=BREAD, by="head")


def test_in_a_demonstration_numbers_are_marked(settings):
    settings.DEMO = True
    assert entered().number == "CONTOH-SLHS-1"
    with pytest.raises(Refused) as refusal:
        entered(halal_number="ID3211")
    assert (refusal.value.code, refusal.value.field) == ("demo-unmarked", "halal_number")


def test_an_unverified_or_expired_licence_does_not_release():
    with acting_as("gate"):
        place = by_code("IDM")
    entered()
    with in_prison("IDM"), pytest.raises(Refused) as refusal:
        release_stock(place, BREAD, 1, by="officer")
    assert refusal.value.code == "food-licence-missing"
    with in_prison("IDM"):
        verify_licence("IDM", product=BREAD, by="head")
        with clock.at(clock.now() + timedelta(days=400)), pytest.raises(Refused) as refusal:
            release_stock(place, BREAD, 1, by="officer")
    assert refusal.value.code == "food-licence-missing"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "moon"}, "catalogue_licence_kind"),
        ({"number": ""}, "catalogue_licence_numbers"),
        ({"halal_number": ""}, "catalogue_licence_numbers"),
        ({"verified_at": clock.now()}, "catalogue_licence_two_persons"),
        ({"verified_at": clock.now(), "verified_by": "treasurer"}, "catalogue_licence_two_persons"),
    ],
)
def test_the_database_keeps_a_licence_whole(changes: dict[str, Any], constraint: str):
    licence = entered()
    with in_prison("IDM"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FoodLicence.objects.filter(pk=licence.pk).update(**changes)


def test_a_food_has_one_licence():
    licence = entered()
    licence.pk, licence._state.adding = None, True
    licence.id = offer().pk
    with in_prison("IDM"), pytest.raises(IntegrityError, match="catalogue_licence_once"), transaction.atomic():
        licence.save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"licence_number": ""},
        {"halal_number": ""},
        {"licence_until": None},
        {"batch_on": None},
        {"shelf_life_days": 0},
        {"shelf_life_days": None},
        {"licence_until": date(2020, 1, 1)},
    ],
)
def test_the_database_lists_no_food_without_its_papers(changes: dict[str, Any]):
    listing = offer("IDM", BREAD, is_food=True)
    with in_prison("IDM"), pytest.raises(IntegrityError, match="catalogue_listing_food"), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(**changes)


def test_another_prison_touches_no_licence():
    entered()
    with in_prison("GRT"):
        assert not FoodLicence.objects.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            FoodLicence.objects.create(
                prison_code="IDM", product_code="x", kind="md", number="1", valid_until=in_days(1),
                halal_number="1", halal_until=in_days(1), entered_by="x",
            )  # fmt: skip
    with acting_as("storefront"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FoodLicence.objects.exists()


def test_a_food_says_why_it_may_not_be_sold():
    today = in_days(0)
    food = Listing(is_food=True, batch_on=today, shelf_life_days=4, **papers())
    assert food.food_bar(today) == ""
    assert food.food_bar(in_days(4)) == "batch"
    assert food.food_bar(in_days(301)) == "licence"
    food.licence_until = in_days(900)
    assert food.food_bar(in_days(301)) == "halal"
    assert Listing().food_bar(today) == ""


PAGE = "/pesanan/izin/"
SENT = {
    "product": BREAD,
    "kind": "sanitation",
    "number": "CONTOH-1",
    "valid_until": "2030-01-01",
    "halal_number": "CONTOH-2",
    "halal_until": "2030-01-01",
}


def test_the_treasurer_enters_and_the_head_verifies(client_at):
    treasurer, head = client_at("IDM", "treasurer"), client_at("IDM", "head")
    assert BREAD in treasurer.get(PAGE).content.decode()
    assert treasurer.post(PAGE, SENT).status_code == 302
    assert treasurer.post(f"{PAGE}verifikasi/", {"product": BREAD}).status_code in {400, 409, 422}
    assert head.post(f"{PAGE}verifikasi/", {"product": BREAD}).status_code == 302
    with in_prison("IDM"):
        assert FoodLicence.objects.get().verified_at is not None


def test_what_was_typed_is_kept_on_a_refusal(client_at):
    response = client_at("IDM", "treasurer").post(PAGE, {**SENT, "valid_until": "2020-01-01", "number": "CONTOH-KEEP"})
    assert response.status_code == 422
    assert "CONTOH-KEEP" in response.content.decode()
    assert client_at("IDM", "treasurer").post(PAGE, {"product": BREAD}).status_code == 422


@pytest.mark.parametrize(
    ("role", "home", "status"),
    [("officer", "IDM", 403), ("head", "IDM", 403), ("treasurer", "GRT", 403), ("stranger", "", 403)],
)
def test_others_enter_no_licence(client_at, role: str, home: str, status: int):
    client = client_at("IDM", role, prison=home)
    assert client.post(PAGE, SENT).status_code == status
    with in_prison("IDM"):
        assert not FoodLicence.objects.exists()


def test_other_prisons_and_strangers_do_not_read_the_page(client_at):
    assert client_at("IDM", "head", prison="GRT").get(PAGE).status_code == 403
    assert client_at("IDM", "stranger").get(PAGE).status_code == 403
    assert client_at("IDM", "head", prison="GRT").post(f"{PAGE}verifikasi/", {"product": BREAD}).status_code == 403
