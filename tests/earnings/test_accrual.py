"""Premi for accepted work: once per lot, to the makers, at the rate of the day, never at zero."""

import pytest

from core.errors import NotFound, Refused
from programs.earnings import selectors, services, tasks
from programs.earnings.models import Posting, PremiEntry
from programs.records.selectors import local_today
from tenants.isolation.acting import in_prison
from tests.earnings.making import forget_rules, make_lot, set_rate, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"):
        forget_rules()
        yield


def test_accepted_pieces_earn_premi_for_their_makers():
    sign()
    set_rate(2500)
    lot = make_lot((6, 4))
    assert services.accrue_lot(lot.pk) == 25_000
    assert sorted(PremiEntry.objects.values_list("pieces", "amount")) == [(4, 10_000), (6, 15_000)]
    assert selectors.balances()["premi_payable"] == selectors.balances()["premi_advance"] == 25_000


def test_the_same_lot_twice_is_booked_once():
    sign()
    set_rate()
    lot = make_lot()
    assert services.accrue_lot(lot.pk) == services.accrue_lot(lot.pk) == 25_000
    tasks.accrue_lot(prison="IDM", lot=lot.pk)
    assert Posting.objects.count() == 1


def test_accepted_pieces_are_attributed_in_whole_pieces_the_remainder_to_the_larger_share():
    sign()
    set_rate(1000)
    lot = make_lot((3, 3, 1), accepted=5)
    services.accrue_lot(lot.pk)
    by_person = list(PremiEntry.objects.order_by("person_id").values_list("pieces", flat=True))
    assert by_person == [2, 2, 1]


def test_a_tie_goes_to_the_lower_person():
    sign()
    set_rate(1000)
    lot = make_lot((1, 1), accepted=1)
    services.accrue_lot(lot.pk)
    first = min(lot.makers.values_list("person_id", flat=True))
    assert PremiEntry.objects.get().person_id == first


def test_nothing_accepted_earns_nothing_and_needs_no_rate():
    sign()
    assert services.accrue_lot(make_lot(accepted=0).pk) == 0


def test_a_missing_rate_is_refused_and_never_zero():
    sign()
    with pytest.raises(Refused) as caught:
        services.accrue_lot(make_lot().pk)
    assert caught.value.code == "rate-missing"
    assert not Posting.objects.exists()


def test_no_signed_scheme_no_posting():
    set_rate()
    services.choose_scheme("KEP1990_50_35_15", starts=local_today(), by="system")
    with pytest.raises(Refused) as caught:
        services.accrue_lot(make_lot().pk)
    assert caught.value.code == "scheme-unsigned"


def test_a_pool_pays_nothing_before_the_sale():
    sign("NAMLEA_30_70")
    set_rate()
    assert services.accrue_lot(make_lot().pk) == 0
    assert not PremiEntry.objects.exists()


def test_a_lot_that_is_not_inspected_earns_nothing():
    with pytest.raises(NotFound):
        services.accrue_lot(10**9)
