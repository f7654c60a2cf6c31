"""The split of a sale in the ledger: booked once, to the rupiah, under the signed scheme, at any price."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, Refused
from core.models import OutboxEvent
from programs.earnings import selectors, services
from programs.earnings.models import PnbpObligation, Posting, PremiEntry, Settlement
from tenants.isolation.acting import acting_as, in_prison
from tests.earnings.making import DAY, KEP, NOW, forget_rules, make_lot, sale_of, set_rate, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"), clock.at(NOW):
        forget_rules()
        yield


def taken_from_sales(settlement: Settlement) -> int:
    lines = Posting.objects.filter(event=f"part:{settlement.part}", debit_account="sales")
    return lines.aggregate(sum=Sum("amount"))["sum"]


def test_a_sale_is_split_as_the_signed_scheme_says():
    sign()
    set_rate(2500, 10_000)
    lot = make_lot((6, 4))
    services.accrue_lot(lot.pk)
    settlement = services.book_sale(sale_of(lot, 10, 450_000))
    # 450,000 - 100,000 material = 350,000: half is premi, of which 25,000 was paid as an advance
    assert (settlement.premi, settlement.advance) == (175_000, 25_000)
    assert (settlement.pnbp, settlement.capital) == (52_500, 222_500)
    assert PremiEntry.objects.aggregate(sum=Sum("amount"))["sum"] == 175_000
    assert PnbpObligation.objects.get().amount == 52_500
    assert selectors.balances() == {
        "bank": 450_000,
        "sales": 0,
        "premi_advance": 0,
        "premi_payable": 175_000,
        "pnbp_payable": 52_500,
        "working_capital": 222_500,
        "undivided": 0,
        "in_transit": 0,
    }


def test_a_shortfall_is_borne_by_capital_never_by_the_makers():
    sign()
    set_rate(40_000, 10_000)
    lot = make_lot((10,))
    services.accrue_lot(lot.pk)
    settlement = services.book_sale(sale_of(lot, 10, 450_000))
    assert (settlement.premi, settlement.capital, settlement.pnbp) == (400_000, -2_500, 52_500)
    assert Posting.objects.get(line="advance-borne").amount == 225_000
    assert selectors.balances()["premi_payable"] == 400_000


def test_a_loss_shares_nothing_and_owes_the_treasury_nothing():
    sign()
    set_rate(1000, 50_000)
    lot = make_lot((10,))
    settlement = services.book_sale(sale_of(lot, 10, 300_000))
    assert (settlement.premi, settlement.pnbp, settlement.capital) == (10_000, 0, 290_000)
    assert not PnbpObligation.objects.exists()


def test_pieces_sold_bring_only_their_part_of_the_advance():
    sign()
    set_rate(2500, 0)
    lot = make_lot((10,))
    services.accrue_lot(lot.pk)
    assert services.book_sale(sale_of(lot, 3, 100_000)).advance == 7_500
    assert selectors.balances()["premi_advance"] == 17_500


def test_a_sale_that_comes_before_the_accrual_books_it_first():
    sign()
    set_rate()
    lot = make_lot()
    assert services.book_sale(sale_of(lot, 4, 200_000)).advance == 10_000
    assert services.accrue_lot(lot.pk) == 25_000


def test_the_pool_reaches_the_makers_of_every_lot_sold():
    sign("NAMLEA_30_70")
    set_rate(2500, 0)
    set_rate(2500, 0, product="coir-pot")
    first, second = make_lot((2, 1)), make_lot((5,), product="coir-pot")
    part = uuid4()
    lines = (
        services.SaleLine("coir-shade", 900, ((first.pk, 3),)),
        services.SaleLine("coir-pot", 100, ((second.pk, 2),)),
    )
    settlement = services.book_sale(services.Sale(part, 1000, lines))
    assert (settlement.premi, settlement.undivided, settlement.capital) == (300, 700, 0)
    entries = PremiEntry.objects.filter(cause=f"pool:{part}").order_by("-amount")
    assert list(entries.values_list("amount", "pieces")) == [(180, 2), (90, 1), (30, 2)]


def test_a_part_is_settled_once():
    sign()
    set_rate()
    sale = sale_of(make_lot(), 5, 225_000)
    first = services.book_sale(sale)
    assert services.book_sale(sale) == first
    assert Settlement.objects.count() == 1
    with pytest.raises(Conflict):
        services.book_sale(services.Sale(sale.part, 1, (services.SaleLine("coir-shade", 1, sale.lines[0].lots),)))


def test_without_a_signed_scheme_nothing_is_booked_and_the_signature_tells_who_waits():
    set_rate()
    sale = sale_of(make_lot(), 5, 225_000)
    chosen = services.choose_scheme(KEP, starts=DAY, by="system")
    with pytest.raises(Refused) as caught:
        services.book_sale(sale)
    assert caught.value.code == "scheme-unsigned"
    assert not Posting.objects.exists()
    services.sign_scheme(chosen.pk, decree_number="SK-9", by="system")
    assert services.book_sale(sale).scheme_id == chosen.pk
    with acting_as("relay"):
        topics = set(OutboxEvent.objects.values_list("topic", "prison_code"))
    assert {("earnings.scheme_signed", "IDM"), ("earnings.period_dirty", "IDM")} <= topics


@pytest.mark.parametrize(("total", "amounts"), [(0, (0,)), (100, (99,)), (-5, (-5,)), (100, (150, -50))])
def test_a_sale_that_does_not_sum_is_refused(total, amounts):
    sign()
    set_rate()
    lot = make_lot()
    lines = tuple(services.SaleLine("coir-shade", amount, ((lot.pk, 1),)) for amount in amounts)
    with pytest.raises(Refused):
        services.book_sale(services.Sale(uuid4(), total, lines))


@pytest.mark.parametrize("pieces", [0, 11])
def test_more_or_fewer_pieces_than_a_lot_has_are_refused(pieces):
    sign()
    set_rate()
    with pytest.raises(Refused):
        services.book_sale(sale_of(make_lot(), pieces, 100))


@settings(max_examples=25, deadline=None)
@given(
    total=st.integers(1, 10**11),
    rate=st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)),
    code=st.sampled_from(sorted(selectors.known_schemes())),
    pieces=st.lists(st.integers(1, 50), min_size=1, max_size=4),
    kept=st.floats(0.01, 1),
)
def test_whatever_is_sold_the_ledger_balances(total, rate, code, pieces, kept):
    with transaction.atomic():
        sign(code)
        set_rate(*rate)
        sold = max(int(sum(pieces) * kept), 1)
        lot = make_lot(pieces)
        services.accrue_lot(lot.pk)
        settlement = services.book_sale(sale_of(lot, sold, total))
        assert services.book_sale(sale_of(lot, sold, total, part=settlement.part)) == settlement
        held = selectors.balances()
        assert held["sales"] == 0
        assert held["bank"] + held["premi_advance"] == sum(v for k, v in held.items() if k not in selectors.HELD)
        assert taken_from_sales(settlement) == total
        assert held["premi_payable"] == (PremiEntry.objects.aggregate(sum=Sum("amount"))["sum"] or 0)
        transaction.set_rollback(True)
