"""Premi of goods that were split, merged or came from another prison: makers are found, and nobody earns for others."""

from uuid import uuid4

import pytest

from core import clock
from programs.earnings import invariants, services
from programs.earnings.models import PremiEntry, Settlement
from programs.workshop.services import (
    enter_arrival,
    inspect_lot,
    merge_lots,
    move_to_market,
    split_lot,
    take_sold,
)
from tenants.isolation.acting import in_prison
from tests.earnings.making import DAY, NOW, forget_rules, make_lot, set_rate, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"), clock.at(NOW):
        forget_rules()
        sign()
        set_rate(2500, 10_000)
        yield


def sell(pieces: int, amount: int) -> Settlement:
    part = uuid4()
    lots = take_sold("coir-shade", pieces, reference=f"part:{part}", by="x")
    line = services.SaleLine("coir-shade", amount, tuple((lot.lot_id, lot.pieces) for lot in lots))
    return services.book_sale(services.Sale(part, amount, (line,)))


def test_the_makers_behind_a_merged_and_split_lot_earn_what_it_brings():
    one, two = make_lot((6,)), make_lot((4,))
    merged = merge_lots({one.pk: 6, two.pk: 4}, by="officer")
    split_lot(merged.pk, pieces=[5], by="officer")
    move_to_market("coir-shade", 10, reference="release", by="x")
    settlements = [sell(3, 135_000), sell(7, 315_000)]
    assert sum(each.premi for each in settlements) == 175_000
    assert sum(each.advance for each in settlements) == 25_000
    earned = {lot: sum(PremiEntry.objects.filter(lot=lot).values_list("amount", flat=True)) for lot in (one.pk, two.pk)}
    assert earned == {one.pk: 105_000, two.pk: 70_000}
    assert not PremiEntry.objects.filter(lot=merged).exists()
    assert list(invariants.violations()) == []


def test_nobody_here_earns_for_goods_of_another_prison_the_money_stays_with_capital():
    arrived = enter_arrival(
        "coir-shade", pieces=10, made_on=DAY, origin_code="CRB-261101-01", consignment="K-1", by="officer"
    )
    inspect_lot(arrived.pk, accepted=10, rejected=0, by="verifier")
    assert services.accrue_lot(arrived.pk) == 0
    move_to_market("coir-shade", 10, reference="release", by="x")
    settlement = sell(10, 450_000)
    assert (settlement.premi, settlement.advance, settlement.pnbp) == (0, 0, 52_500)
    assert settlement.capital == 450_000 - 52_500
    assert not PremiEntry.objects.exists()
    assert list(invariants.violations()) == []
