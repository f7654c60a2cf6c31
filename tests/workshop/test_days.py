"""A day is closed once its list is done; after that nothing of it changes until the head opens it again."""

from datetime import time, timedelta

import pytest

from core.errors import Conflict, NotFound, Refused
from programs.records.models import AuditEntry
from programs.workshop import selectors
from programs.workshop.models import DayClose, Session, StockMovement
from programs.workshop.services import (
    Made,
    Mark,
    cancel_session,
    close_day,
    close_session,
    count_tools_out,
    inspect_lot,
    mark_attendance,
    merge_lots,
    move_to_market,
    plan_sessions,
    record_lot,
    reopen_day,
    restore_session,
    split_lot,
)
from programs.workshop.services.consignments import dispatch_lot
from tests.people.scene import DAY, MORNING
from tests.people.test_gates import refused_by
from tests.workshop.conftest import opened
from tests.workshop.regimes import slotted

pytestmark = pytest.mark.django_db


def left(day=DAY) -> dict[str, int]:
    return {each.code: each.left for each in selectors.day_list(day).items}


def test_a_day_is_closed_when_its_sessions_are_and_its_tools_are_back(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    count_tools_out(session.pk, pieces={"knife": 2}, by="officer")
    assert left() == {"sessions": 1, "tools": 1, "lots": 1, "incidents": 0}
    with pytest.raises(Conflict) as refused:
        close_day(DAY, by="officer")
    assert refused.value.code == "day-unfinished"
    close_session(session.pk, by="officer", reason="Masih dicari")
    assert left() == {"sessions": 0, "tools": 0, "lots": 1, "incidents": 1}
    close_day(DAY, by="officer")
    assert selectors.is_day_closed(DAY)
    with pytest.raises(Conflict):
        close_day(DAY, by="officer")


def test_nothing_of_a_closed_day_changes(crew, session):
    slotted(place="Bengkel 7", starts=time(15), ends=time(16))
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    close_session(session.pk, by="officer")
    second = opened(place="Bengkel 8")
    cancel_session(second.pk, reason="Listrik padam", by="officer")
    close_day(DAY, by="officer")
    for act in (
        lambda: opened(place="Bengkel 9"),
        lambda: record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 1)], by="officer"),
        lambda: restore_session(second.pk, by="officer"),
        lambda: mark_attendance(session.pk, marks=[Mark(crew[1].pk, "sick")], by="officer"),
    ):
        with pytest.raises(Conflict):
            act()
    assert plan_sessions(DAY, DAY, by="officer") == 0
    assert Session.objects.count() == 2


def test_no_piece_moves_on_a_closed_day_until_it_is_opened_again(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    one, two, open_lot = (
        record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 4)], by="officer") for _each in range(3)
    )
    for lot in (one, two):
        inspect_lot(lot.pk, accepted=4, rejected=0, by="verifier")
    close_session(session.pk, by="officer")
    close_day(DAY, by="officer")
    acts = (
        lambda: inspect_lot(open_lot.pk, accepted=0, rejected=4, by="verifier"),
        lambda: split_lot(one.pk, pieces=[1], by="officer"),
        lambda: merge_lots({one.pk: 1, two.pk: 1}, by="officer"),
        lambda: dispatch_lot(one.pk, pieces=1, to="GRT", price=0, by="officer"),
    )
    moved = StockMovement.objects.count()
    for act in acts:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "day-closed"
    assert StockMovement.objects.count() == moved
    assert sum(each.pieces for each in move_to_market("coir-shade", 1, reference="evening", by="buyer")) == 1
    reopen_day(DAY, reason="Satu lot tertinggal", by="head")
    for act in acts[:3]:
        act()


def test_the_head_opens_a_day_again_for_a_reason(crew, session):
    close_session(session.pk, by="officer")
    close_day(DAY, by="officer")
    with pytest.raises(Refused):
        reopen_day(DAY, reason=" ", by="head")
    reopen_day(DAY, reason="Satu lot tertinggal", by="head")
    assert not selectors.is_day_closed(DAY)
    with pytest.raises(NotFound):
        reopen_day(DAY, reason="Lagi", by="head")
    close_day(DAY, by="officer")
    assert DayClose.objects.count() == 2
    assert AuditEntry.objects.get(act="day.reopened").detail["reason"] == "Satu lot tertinggal"


def test_a_day_that_has_not_come_is_not_closed(crew):
    with pytest.raises(Refused):
        close_day(DAY + timedelta(days=1), by="officer")


def test_the_database_closes_a_day_once_and_knows_who_opened_it(crew):
    close_day(DAY, by="officer")
    with refused_by("workshop_day_closed_once"):
        DayClose.objects.create(day=DAY, by="x")
    for change in ({"reopened_by": "x"}, {"reopened_at": MORNING}, {"reopened_at": MORNING, "reopened_by": "x"}):
        with refused_by("workshop_day_reopened"):
            DayClose.objects.update(**change)
