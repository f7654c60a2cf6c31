"""Rates and schemes: dated, cited, signed by decree, one in force at a time."""

from datetime import date

import pytest

from core.errors import Conflict, NotFound, Refused
from programs.earnings import selectors, services
from programs.earnings.models import Rate, SplitScheme
from tenants.isolation.acting import in_prison
from tests.earnings.making import KEP, forget_rules, set_rate

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"):
        forget_rules()
        yield


def rate(amount: int = 2500) -> services.RateFacts:
    return services.RateFacts("coir-shade", amount, 1000, "test")


def test_a_new_rate_ends_the_open_one():
    services.set_rates([rate(2500)], starts=JANUARY, by="system")
    services.set_rates([rate(3000)], starts=MARCH, by="system")
    assert selectors.rate_on("coir-shade", date(2026, 2, 28)).piece_rate == 2500
    assert selectors.rate_on("coir-shade", MARCH).piece_rate == 3000
    assert [each.piece_rate for each in selectors.rates_in_force(MAY)] == [3000]


def test_the_same_rates_again_change_nothing():
    services.set_rates([rate()], starts=JANUARY, by="system")
    services.set_rates([rate()], starts=MARCH, by="system")
    assert Rate.objects.count() == 1


def test_the_past_is_not_rewritten():
    services.set_rates([rate(2500)], starts=MARCH, by="system")
    with pytest.raises(Conflict):
        services.set_rates([rate(3000)], starts=MARCH, by="system")
    with pytest.raises(Conflict):
        services.set_rates([rate(3000)], starts=JANUARY, by="system")


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_a_rate_outside_reason_is_refused(amount):
    with pytest.raises(Refused):
        services.set_rates([rate(amount)], starts=JANUARY, by="system")


def test_no_rate_on_a_day_is_refused_by_name():
    set_rate()
    with pytest.raises(Refused) as caught:
        selectors.rate_on("coir-shade", date(2025, 12, 31))
    assert (caught.value.code, caught.value.value) == ("rate-missing", "coir-shade 2025-12-31")


@pytest.mark.parametrize("code", sorted(selectors.known_schemes()))
def test_every_scheme_of_the_file_can_be_signed(code):
    scheme = services.choose_scheme(code, starts=JANUARY, decree_number="SK-1", by="system")
    assert scheme.is_signed
    assert not scheme.is_verified
    assert scheme.source
    assert selectors.scheme_in_force(MARCH) == scheme


@pytest.mark.parametrize(
    ("code", "mode"),
    [
        ("KEP1990_50_35_15", "rate_then_pool"),
        ("KEP1990_15_60_25", "rate_then_pool"),
        ("NAMLEA_30_70", "pool"),
        ("GARUT_2024_10_OF_PREMI", "rate"),
        ("SE2010_THIRD_PARTY", "rate"),
    ],
)
def test_the_premi_mode_follows_the_kind_of_scheme(code, mode):
    assert services.choose_scheme(code, starts=JANUARY, by="system").premi_mode == mode


def test_a_choice_alone_is_not_in_force():
    scheme = services.choose_scheme(KEP, starts=JANUARY, by="system")
    assert selectors.scheme_in_force(MARCH) is None
    assert services.choose_scheme(KEP, starts=JANUARY, by="system") == scheme
    assert services.choose_scheme(KEP, starts=JANUARY, decree_number="SK-1", by="system").is_signed
    assert SplitScheme.objects.count() == 1


def test_the_next_signed_scheme_ends_the_one_before():
    first = services.choose_scheme(KEP, starts=JANUARY, decree_number="SK-1", by="system")
    second = services.choose_scheme("NAMLEA_30_70", starts=MARCH, decree_number="SK-2", by="system")
    assert selectors.scheme_in_force(date(2026, 2, 28)) == first
    assert selectors.scheme_in_force(MARCH) == second
    assert selectors.scheme_in_force(date(2025, 1, 1)) == first


def test_an_earlier_scheme_cannot_push_out_a_signed_one():
    services.choose_scheme(KEP, starts=MARCH, decree_number="SK-1", by="system")
    with pytest.raises(Conflict):
        services.choose_scheme("NAMLEA_30_70", starts=JANUARY, decree_number="SK-2", by="system")


def test_a_scheme_is_signed_by_one_decree():
    scheme = services.choose_scheme(KEP, starts=JANUARY, decree_number="SK-1", by="system")
    assert services.sign_scheme(scheme.pk, decree_number="SK-1", by="system") == scheme
    with pytest.raises(Conflict):
        services.sign_scheme(scheme.pk, decree_number="SK-2", by="system")


@pytest.mark.parametrize("decree", ["", "   ", "x" * 81])
def test_a_scheme_needs_a_decree_number(decree):
    scheme = services.choose_scheme(KEP, starts=JANUARY, by="system")
    with pytest.raises(Refused):
        services.sign_scheme(scheme.pk, decree_number=decree, by="system")


def test_unknown_schemes_are_refused():
    with pytest.raises(NotFound) as caught:
        services.choose_scheme("FREE_FOR_ALL", starts=JANUARY, by="system")
    assert KEP in caught.value.rule
    with pytest.raises(NotFound):
        services.sign_scheme(10**9, decree_number="SK-1", by="system")
