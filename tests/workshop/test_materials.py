"""Materials by lot: what came, what went where, never more than there is, a partner's apart; alerts by use and expiry."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Conflict, DomainError, NotFound, Refused
from programs.workshop import invariants, selectors
from programs.workshop.models import LotInput, Material, MaterialMovement
from programs.workshop.services import (
    Delivery,
    Input,
    Made,
    Mark,
    count_material,
    mark_attendance,
    receive_material,
    record_lot,
    return_material,
    use_material,
    waste_material,
)
from tests.people.scene import DAY
from tests.people.test_gates import refused_by
from tests.workshop.partners import agreed

pytestmark = pytest.mark.django_db
SHADE, ROPE = "coir-shade", "RM-COIR-ROPE"


@pytest.fixture
def working(crew, session) -> int:
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
    return session.pk


def received(quantity: str = "100", **change) -> Material:
    facts = {"material_code": ROPE, "quantity": Decimal(quantity), "supplier": "Koperasi Sabut", "received_on": DAY}
    return receive_material(Delivery(**{**facts, **change}), by="officer")


def refused(act, kind, code):
    with pytest.raises(kind) as error, transaction.atomic():
        act()
    assert error.value.code == code


def test_a_lot_takes_its_material_with_it_when_it_is_recorded(crew, working):
    rope = received("100.5")
    made = [Made(crew[0].pk, 4)]
    lot = record_lot(
        working, product=SHADE, makers=made, by="officer", inputs=[Input(material=rope.pk, quantity=Decimal("24.125"))]
    )
    rope.refresh_from_db()
    assert (rope.balance, rope.version, rope.code) == (Decimal("76.375"), 2, "B-261102-01")
    (source,) = selectors.provenance(lot).sources
    assert (source.code, source.amount, source.unit, source.kind) == (rope.code, "24.125", "kg", "material-own")
    use_material(rope.pk, Decimal(6), lot=lot.pk, by="officer")
    assert LotInput.objects.filter(lot=lot).count() == 2
    assert list(invariants.violations()) == []


def test_more_than_there_is_takes_nothing_and_records_no_lot(crew, working):
    rope = received("5")
    made = [Made(crew[0].pk, 4)]
    for inputs, kind, code in [
        ([Input(material=rope.pk, quantity=Decimal("5.001"))], Conflict, "material-short"),
        ([Input(material=0, quantity=Decimal(1))], NotFound, "material-unknown"),
        ([Input(material=rope.pk)], Refused, "input-unfit"),
        ([Input(material=rope.pk, pieces=1)], Refused, "input-unfit"),
        ([Input(lot=10**9, pieces=1)], NotFound, "lot-unknown"),
    ]:
        with pytest.raises(DomainError) as error, transaction.atomic():
            record_lot(working, product=SHADE, makers=made, by="officer", inputs=inputs)
        assert (type(error.value), error.value.code) == (kind, code)
    assert not selectors.lots().exists()


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({"material_code": "RM-GOLD"}, NotFound, "material-unplanned"),
        ({"quantity": Decimal(0)}, Refused, "quantity-unfit"),
        ({"quantity": Decimal("0.0001")}, Refused, "quantity-unfit"),
        ({"quantity": Decimal("NaN")}, Refused, "quantity-unfit"),
        ({"supplier": " "}, Refused, "supplier-missing"),
        ({"supplier": "x" * 121}, Refused, "text-length"),
        ({"received_on": DAY + timedelta(days=9)}, Refused, "day-ahead"),
        ({"expires_on": DAY - timedelta(days=1)}, Refused, "expiry-unfit"),
        ({"owner": "partner"}, Refused, "agreement-unfit"),
        ({"agreement": 0}, NotFound, "agreement-unknown"),
        ({"unit_cost": -1}, Refused, "cost-unfit"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(crew, change, kind, code):
    refused(lambda: received(**change), kind, code)
    assert not Material.objects.exists()


def test_a_partners_material_stays_apart_and_makes_a_partners_lot(crew, working):
    own, theirs = received("10"), received("7", owner="partner", agreement=agreed().pk)
    made = [Made(crew[0].pk, 1)]
    lot = record_lot(working, product=SHADE, makers=made, by="x", inputs=[Input(material=own.pk, quantity=Decimal(1))])
    assert lot.owner == "own"
    refused(lambda: use_material(theirs.pk, Decimal(1), lot=lot.pk, by="x"), Refused, "owner-differs")
    both = [Input(material=theirs.pk, quantity=Decimal(2)), Input(material=own.pk, quantity=Decimal(1))]
    assert record_lot(working, product=SHADE, makers=made, by="x", inputs=both).owner == "partner"
    stock = {(row.owner, row.left) for row in selectors.material_stock(DAY)}
    assert stock == {("own", Decimal(8)), ("partner", Decimal(5))}
    refused(lambda: return_material(own.pk, Decimal(1), by="x"), Refused, "owner-differs")
    return_material(theirs.pk, Decimal(5), by="x")
    assert Material.objects.get(pk=theirs.pk).balance == 0
    assert list(invariants.violations()) == []


def test_waste_and_counts_need_a_reason_and_a_fresh_look(crew):
    rope = received("10")
    refused(lambda: waste_material(rope.pk, Decimal(1), reason=" ", by="x"), Refused, "reason-missing")
    waste_material(rope.pk, Decimal(1), reason="basah", by="x", version=1)
    refused(
        lambda: waste_material(rope.pk, Decimal(1), reason="basah", by="x", version=1), Conflict, "material-changed"
    )
    count_material(rope.pk, Decimal("9.5"), reason="salah timbang", by="x")
    count_material(rope.pk, Decimal("9.5"), reason="sama", by="x")
    refused(lambda: count_material(rope.pk, Decimal(-1), reason="x", by="x"), Refused, "quantity-unfit")
    kinds = [(row.kind, row.change) for row in selectors.material_movements(rope.pk)]
    assert kinds == [("counted", Decimal("0.5")), ("wasted", Decimal(-1)), ("received", Decimal(10))]


def test_expired_material_is_not_used_and_is_told_before(crew, working):
    old = received("3", received_on=DAY - timedelta(days=9), expires_on=DAY - timedelta(days=1))
    soon = received("3", expires_on=DAY + timedelta(days=14))
    received("3", expires_on=DAY + timedelta(days=15))
    lot = record_lot(working, product=SHADE, makers=[Made(crew[0].pk, 1)], by="x")
    refused(lambda: use_material(old.pk, Decimal(1), lot=lot.pk, by="x"), Refused, "material-expired")
    assert [row.pk for row in selectors.expiring_materials(DAY)] == [old.pk, soon.pk]
    assert old.pk not in [row.pk for row in selectors.usable_materials(DAY)]


def test_how_long_a_material_lasts_is_known_once_some_was_used(crew, working):
    rope = received("13")
    assert selectors.material_stock(DAY)[0].days_left is None
    lot = record_lot(working, product=SHADE, makers=[Made(crew[0].pk, 1)], by="x")
    use_material(rope.pk, Decimal(10), lot=lot.pk, by="x")
    (row,) = selectors.low_materials(DAY)
    assert (row.left, row.used, row.days_left) == (Decimal(3), Decimal(10), 9)
    assert selectors.low_materials(DAY + timedelta(days=30)) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"balance": Decimal(-1)}, "workshop_material_not_negative"),
        ({"code": "B-261102-01"}, "workshop_material_code"),
        ({"owner": "partner"}, "workshop_material_owner"),
        ({"expires_on": DAY - timedelta(days=1)}, "workshop_material_expiry"),
    ],
)
def test_the_database_refuses_such_a_material(crew, change, name):
    received()
    facts = {"code": "B-X", "material_code": ROPE, "supplier": "x", "received_on": DAY, "unit": "kg", "balance": 1}
    with refused_by(name):
        Material.objects.create(**{**facts, **change})


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "wasted", "change": 1, "reason": "x"}, "workshop_material_move_sign"),
        ({"kind": "gift", "change": 1}, "workshop_material_move_sign"),
        ({"kind": "used", "change": -1}, "workshop_material_move_lot"),
        ({"kind": "wasted", "change": -1}, "workshop_material_move_reason"),
        ({"kind": "received", "change": 1}, "workshop_material_received_once"),
    ],
)
def test_the_database_refuses_such_a_movement_of_material(crew, change, name):
    rope = received()
    with refused_by(name):
        MaterialMovement.objects.create(material=rope, day=DAY, by="x", **change)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        MaterialMovement.objects.all().delete()


def test_a_balance_without_its_movements_is_told(crew, working):
    rope = received("5")
    lot = record_lot(working, product=SHADE, makers=[Made(crew[0].pk, 1)], by="x")
    Material.objects.update(balance=4)
    LotInput.objects.create(lot=lot, material=rope, quantity=1)
    checks = {found.split(":")[0] for found in invariants.violations()}
    assert checks == {"material-equals-movements", "material-input-equals-use"}
    assert checks <= set(invariants.CHECKS)


AMOUNTS = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(40), places=3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["use", "waste", "count"]), AMOUNTS), max_size=10))
def test_whatever_is_taken_the_balance_is_what_came_less_what_went(crew, working, steps):
    rope = received("60")
    lot = record_lot(working, product=SHADE, makers=[Made(crew[0].pk, 1)], by="x")
    acts = {
        "use": lambda amount: use_material(rope.pk, amount, lot=lot.pk, by="x"),
        "waste": lambda amount: waste_material(rope.pk, amount, reason="x", by="x"),
        "count": lambda amount: count_material(rope.pk, amount, reason="x", by="x"),
    }
    expected = Decimal(60)
    for name, amount in steps:
        try:
            acts[name](amount)
            expected = amount if name == "count" else expected - amount
        except Conflict:
            assert amount > expected
    rope.refresh_from_db()
    assert rope.balance == expected >= 0
    assert list(invariants.violations()) == []
