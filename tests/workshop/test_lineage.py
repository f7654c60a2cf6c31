"""Lots that come of other lots: nothing is made or lost on the way, and premi finds the people who made the pieces."""

import uuid

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Conflict, NotFound, Refused
from programs.people.models import Person
from programs.workshop import invariants, selectors
from programs.workshop.models import Lot, LotInput, LotMaker, StockBalance
from programs.workshop.selectors import totals
from programs.workshop.services import (
    Made,
    Mark,
    close_session,
    enter_arrival,
    inspect_lot,
    mark_attendance,
    merge_lots,
    move_to_market,
    record_lot,
    rework_lot,
    split_lot,
    take_sold,
)
from tests.people.scene import DAY
from tests.people.test_gates import refused_by

pytestmark = pytest.mark.django_db
SHADE = "coir-shade"


@pytest.fixture
def working(crew, session) -> int:
    mark_attendance(session.pk, marks=[Mark(person.pk, "present", 360) for person in crew], by="officer")
    return session.pk


def stocked(session: int, person: Person, pieces: int) -> Lot:
    lot = record_lot(session, product=SHADE, makers=[Made(person.pk, pieces)], by="officer")
    inspect_lot(lot.pk, accepted=pieces, rejected=0, by="verifier")
    return lot


def lying(lot: Lot) -> int:
    return StockBalance.objects.get(lot=lot, place="workshop").pieces


def refused(act, kind, code):
    with pytest.raises(kind) as error, transaction.atomic():
        act()
    assert error.value.code == code


def test_a_split_lot_keeps_its_pieces_and_where_they_came_from(crew, working):
    lot = stocked(working, crew[0], 10)
    first, second = split_lot(lot.pk, pieces=[3, 4], by="officer")
    assert [lying(each) for each in (lot, first, second)] == [3, 3, 4]
    assert (first.kind, first.session, first.made_on, first.product_code) == ("split", None, lot.made_on, SHADE)
    tree = selectors.provenance(second)
    assert [(each.code, each.amount) for each in tree.sources] == [(lot.code, "4")]
    assert list(invariants.violations()) == []


def test_lots_are_merged_only_when_they_are_alike_and_lie_there(crew, working):
    one, two = stocked(working, crew[0], 5), stocked(working, crew[1], 6)
    merged = merge_lots({one.pk: 5, two.pk: 2}, by="officer")
    assert (lying(one), lying(two), lying(merged), merged.produced) == (0, 4, 7, 7)
    refused(lambda: merge_lots({one.pk: 1, two.pk: 1}, by="x"), Conflict, "stock-short")
    refused(lambda: merge_lots({two.pk: 1}, by="x"), Refused, "parts-out-of-bounds")
    refused(lambda: merge_lots({two.pk: 1, 0: 1}, by="x"), NotFound, "lot-unknown")
    refused(lambda: split_lot(two.pk, pieces=[1, 9], by="x"), Conflict, "stock-short")
    refused(lambda: split_lot(two.pk, pieces=[0], by="x"), Refused, "pieces-out-of-bounds")
    refused(lambda: split_lot(two.pk, pieces=[], by="x"), Refused, "parts-out-of-bounds")
    Lot.objects.filter(pk=two.pk).update(product_code="coir-net")
    refused(lambda: merge_lots({merged.pk: 1, two.pk: 1}, by="x"), Refused, "lots-differ")
    assert Lot.objects.count() == 3


def test_pieces_sold_of_a_merged_lot_lead_to_their_makers_once(crew, working):
    one, two = stocked(working, crew[0], 5), stocked(working, crew[1], 6)
    merged = merge_lots({one.pk: 5, two.pk: 6}, by="officer")
    (child,) = split_lot(merged.pk, pieces=[4], by="officer")
    move_to_market(SHADE, 11, reference="release", by="x")
    behind: dict[int, int] = {}
    for number in range(11):
        reference = f"part:{number}"
        for lot in take_sold(SHADE, 1, reference=reference, by="x"):
            for origin, pieces in selectors.origins(lot.lot_id, lot.pieces, reference=reference):
                behind[origin] = behind.get(origin, 0) + pieces
    assert behind == {one.pk: 5, two.pk: 6}
    assert child.kind == "split"


def test_what_is_reworked_is_credited_to_who_reworked_it_and_counted_once(crew, working):
    lot = record_lot(working, product=SHADE, makers=[Made(crew[0].pk, 10)], by="officer")
    again = [Made(crew[1].pk, 2)]
    refused(lambda: rework_lot(lot.pk, working, makers=again, by="officer"), Conflict, "rework-short")
    inspect_lot(lot.pk, accepted=6, rejected=1, rework=3, by="verifier")
    reworked = rework_lot(lot.pk, working, makers=again, by="officer")
    assert (selectors.rework_open(lot), reworked.kind, reworked.produced) == (1, "rework", 2)
    refused(lambda: rework_lot(lot.pk, working, makers=again, by="officer"), Conflict, "rework-short")
    assert [each.person for each in selectors.lot_makers(reworked.pk)] == [crew[1].pk]
    inspect_lot(reworked.pk, accepted=2, rejected=0, by="verifier")
    close_session(working, by="officer")
    done = totals.work_totals(DAY, DAY)
    assert (done.lots, done.inspected, done.produced, done.accepted) == (1, 1, 10, 6)
    assert selectors.accepted_units_and_minutes(DAY, DAY)[0] == 8
    assert list(invariants.violations()) == []


def test_a_lot_from_another_prison_waits_for_inspection_and_arrives_once(crew):
    facts = {"pieces": 8, "made_on": DAY, "origin_code": "CRB-261101-01", "consignment": "K-1", "by": "officer"}
    lot = enter_arrival(SHADE, **facts)
    assert [each.pk for each in selectors.lots(waiting=True)] == [lot.pk]
    refused(lambda: enter_arrival(SHADE, **facts), Conflict, "arrived-already")
    refused(lambda: enter_arrival(SHADE, **{**facts, "origin_code": ""}), Refused, "origin-missing")
    refused(lambda: enter_arrival(SHADE, **{**facts, "pieces": 0}), Refused, "pieces-out-of-bounds")
    inspect_lot(lot.pk, accepted=7, rejected=1, by="verifier")
    assert (lying(lot), selectors.accepted_lot(lot.pk).is_worked) == (7, False)
    assert totals.work_totals(DAY, DAY).accepted == 0
    assert list(invariants.violations()) == []


def test_makers_name_steps_all_or_none_and_pieces_are_those_of_the_fullest_step(crew, working):
    steps = list(selectors.step_titles("IDM", SHADE))
    makers = [Made(crew[0].pk, 6, 100, steps[0]), Made(crew[1].pk, 5, 90, steps[1]), Made(crew[0].pk, 1, 80, steps[1])]
    lot = record_lot(working, product=SHADE, makers=makers, by="officer")
    assert lot.produced == 6
    assert [(each.person, each.pieces, each.minutes) for each in selectors.lot_makers(lot.pk)] == [
        (crew[0].pk, 7, 180),
        (crew[1].pk, 5, 90),
    ]
    assert list(invariants.violations()) == []
    mixed = [Made(crew[0].pk, 1, 0, steps[0]), Made(crew[1].pk, 1)]
    refused(lambda: record_lot(working, product=SHADE, makers=mixed, by="x"), Refused, "step-unknown")
    long = [Made(crew[0].pk, 1, 200, steps[0]), Made(crew[0].pk, 1, 200, steps[1])]
    refused(lambda: record_lot(working, product=SHADE, makers=long, by="x"), Refused, "minutes-unfit")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "gift", "session": None}, "workshop_lot_kind"),
        ({"owner": "nobody"}, "workshop_lot_owner"),
        ({"session": None}, "workshop_lot_worked"),
        ({"kind": "split"}, "workshop_lot_worked"),
        ({"kind": "arrival", "session": None}, "workshop_lot_arrived"),
        ({"origin_code": "X-1"}, "workshop_lot_arrived"),
        ({"kind": "arrival", "session": None, "origin_code": "A", "consignment": "K"}, "workshop_lot_arrived_once"),
    ],
)
def test_a_lot_says_where_it_comes_from(crew, session, change, name):
    enter_arrival(SHADE, pieces=1, made_on=DAY, origin_code="A", consignment="K", by="x")
    facts = {
        "code": "X",
        "program_code": SHADE,
        "product_code": SHADE,
        "made_on": DAY,
        "produced": 1,
        "session": session,
    }
    with refused_by(name):
        Lot.objects.create(**{**facts, "recorded_by": "x", **change})


def test_what_goes_into_a_lot_is_older_than_it_and_one_thing(crew, working):
    old, young = stocked(working, crew[0], 1), stocked(working, crew[1], 1)
    LotInput.objects.create(lot=young, input_lot=old, pieces=1)
    for facts, name in [
        ({"lot": old, "input_lot": young, "pieces": 1}, "workshop_input_older"),
        ({"lot": old, "input_lot": old, "pieces": 1}, "workshop_input_older"),
        ({"lot": young, "input_lot": old, "pieces": 1}, "workshop_input_lot_once"),
        ({"lot": young}, "workshop_input_one"),
        ({"lot": young, "input_lot": old, "pieces": 0}, "workshop_input_one"),
        ({"lot": young, "input_lot": old, "quantity": 1}, "workshop_input_one"),
    ]:
        with refused_by(name):
            LotInput.objects.create(**facts)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        LotInput.objects.all().delete()


def test_lost_inputs_and_rework_beyond_the_verdict_are_told(crew, working):
    lot = stocked(working, crew[0], 3)
    (child,) = split_lot(lot.pk, pieces=[2], by="officer")
    again = Lot.objects.create(
        code="R", kind="rework", session_id=working, program_code=SHADE, product_code=SHADE, made_on=DAY, produced=1
    )
    LotMaker.objects.create(lot=again, session_id=working, person=crew[0], pieces=1, minutes=0)
    LotInput.objects.create(lot=again, input_lot=lot, pieces=1)
    Lot.objects.filter(pk=child.pk).update(produced=1)
    checks = {found.split(":")[0] for found in invariants.violations()}
    assert checks == {"lot-equals-inputs", "rework-within-verdict"}
    assert checks <= set(invariants.CHECKS)


def step_of(name: str, pieces: int, crew: list[Person], session: int) -> dict[int, int]:
    """One act on whatever lies there; returns the pieces sold, by the lot that somebody made."""
    lots = [each.lot for each in StockBalance.objects.filter(place="workshop", pieces__gt=0).select_related("lot")]
    reference, sold = uuid.uuid4().hex, {}
    if name == "lot":
        stocked(session, crew[pieces % 3], pieces)
    elif name == "split" and lots:
        split_lot(lots[-1].pk, pieces=[pieces], by="x")
    elif name == "merge" and len(lots) > 1:
        merge_lots({each.pk: min(pieces, lying(each)) for each in lots[-2:]}, by="x")
    elif name == "market":
        move_to_market(SHADE, pieces, reference=reference, by="x")
    elif name == "sold":
        for part in take_sold(SHADE, pieces, reference=reference, by="x"):
            sold |= dict(selectors.origins(part.lot_id, part.pieces, reference=reference))
    return sold


ACTS = st.lists(st.tuples(st.sampled_from(["lot", "split", "merge", "market", "sold"]), st.integers(1, 6)), max_size=14)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_however_lots_are_split_and_merged_their_makers_get_every_piece_sold_once(crew, working, steps):
    sold: dict[int, int] = {}
    for name, pieces in steps:
        try:
            behind = step_of(name, pieces, crew, working)
        except Conflict:  # fewer are there: nothing moved
            continue
        for origin, count in behind.items():
            sold[origin] = sold.get(origin, 0) + count
    for lot in Lot.objects.filter(pk__in=sold):
        assert lot.kind == "made"
        assert sold[lot.pk] <= lot.produced
    assert list(invariants.violations()) == []
