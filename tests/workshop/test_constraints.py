"""What the workshop's tables refuse whoever writes: one failing row for each constraint."""

import uuid
from datetime import time, timedelta

import pytest
from django.db import ProgrammingError, transaction

from programs.people.models import Enrolment
from programs.records.models import AuditEntry, Officer
from programs.workshop.models import (
    Attendance,
    Inspection,
    Lot,
    LotMaker,
    Session,
    StockBalance,
    StockMovement,
    WorkWeek,
)
from programs.workshop.services import Made, Mark, inspect_lot, mark_attendance, record_lot
from tests.people.scene import DAY
from tests.people.test_gates import refused_by
from tests.workshop.conftest import OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(crew, session) -> Lot:
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360), Mark(crew[1].pk, "sick")], by="officer")
    return record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 4)], by="officer")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"officer_is_state": False}, "workshop_session_state_officer"),
        ({"officer_id": uuid.UUID(int=9)}, "workshop_session_officer_gate"),
        ({"ends": time(7)}, "workshop_session_hours"),
        ({"starts": time(8)}, "workshop_session_once"),
    ],
)
def test_a_session(session, change, name):
    Officer.objects.create(account=uuid.UUID(int=9), name="Instruktur", is_state=False)
    facts = {"program_code": "coir-shade", "place": "Bengkel 1", "day": DAY, "starts": time(7), "ends": time(14)}
    with refused_by(name):
        Session.objects.create(**{**facts, "officer_id": OFFICER, **change})


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"d1": 421}, "workshop_week_day_cap"),
        ({"d7": 421}, "workshop_week_day_cap"),
        ({f"d{n}": 401 for n in range(1, 7)}, "workshop_week_week_cap"),
        ({f"d{n}": 1 for n in range(1, 8)}, "workshop_week_rest_day"),
        ({"day_cap": 421}, "workshop_week_caps"),
        ({"week_cap": 2401}, "workshop_week_caps"),
        ({"day_cap": 60, "d1": 61}, "workshop_week_day_cap"),
        ({"monday": DAY + timedelta(days=1)}, "workshop_week_monday"),
    ],
)
def test_a_week(crew, facts, name):
    with refused_by(name):
        WorkWeek.objects.create(**{"person": crew[0], "monday": DAY, **facts})


def test_a_person_has_one_week_a_week(crew):
    WorkWeek.objects.create(person=crew[0], monday=DAY)
    with refused_by("workshop_week_once"):
        WorkWeek.objects.create(person=crew[0], monday=DAY)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "alpa", "minutes": 0}, "workshop_attendance_state"),
        ({"minutes": 0}, "workshop_attendance_minutes"),
        ({"state": "sick"}, "workshop_attendance_minutes"),
        ({"day": DAY - timedelta(days=1)}, "workshop_attendance_enrolled"),
        ({"day": DAY + timedelta(days=1)}, "workshop_attendance_day_gate"),
        ({"enrolment_during": (DAY, DAY + timedelta(days=9))}, "workshop_attendance_enrolment_gate"),
        ({"person": 0}, "workshop_attendance_once"),
        ({"person": 1}, "workshop_attendance_enrolment_gate"),
    ],
)
def test_an_attendance(lot, crew, session, change, name):
    enrolment = Enrolment.objects.get(person=crew[2])
    facts = {
        "session": session,
        "person": crew[2],
        "enrolment": enrolment,
        "enrolment_during": enrolment.during,
        "day": DAY,
        "state": "present",
        "minutes": 60,
        "recorded_by": "x",
    }
    if "person" in change:
        change = {"person": crew[change["person"]]}
    if name == "workshop_attendance_enrolment_gate" and "person" in change:
        Attendance.objects.filter(person=crew[1]).delete()
    with refused_by(name):
        Attendance.objects.create(**{**facts, **change})


@pytest.mark.parametrize(
    ("change", "name"), [({"produced": 0}, "workshop_lot_not_empty"), ({"code": "IDM-261102-01"}, "workshop_lot_code")]
)
def test_a_lot(lot, change, name):
    facts = {"code": "X", "program_code": "coir-shade", "product_code": "coir-shade", "made_on": DAY, "produced": 1}
    with refused_by(name):
        Lot.objects.create(**{**facts, "session_id": lot.session_id, "recorded_by": "x", **change})


@pytest.mark.parametrize(
    ("maker", "change", "name"),
    [
        (0, {}, "workshop_maker_once"),
        (1, {}, "workshop_maker_attended_gate"),
        (2, {}, "workshop_maker_attended_gate"),
        (1, {"attendance_state": "sick"}, "workshop_maker_present"),
        (1, {"pieces": 0}, "workshop_maker_pieces"),
        (0, {"session_id": 0}, "workshop_maker_lot_gate"),
    ],
)
def test_a_maker(lot, crew, maker, change, name):
    facts = {"lot": lot, "session_id": lot.session_id, "person": crew[maker], "pieces": 1, "minutes": 1}
    if name == "workshop_maker_lot_gate":
        LotMaker.objects.all().delete()
    with refused_by(name):
        LotMaker.objects.create(**{**facts, **change})


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"accepted": 5}, "workshop_inspection_sums"),
        ({"inspected_by": "officer"}, "workshop_inspection_other_person"),
        ({"recorded_by": "someone"}, "workshop_inspection_lot_gate"),
        ({"produced": 5, "accepted": 5}, "workshop_inspection_lot_gate"),
    ],
)
def test_an_inspection(lot, change, name):
    facts = {"lot": lot, "produced": 4, "accepted": 4, "rejected": 0, "recorded_by": "officer", "inspected_by": "v"}
    with refused_by(name):
        Inspection.objects.create(**{**facts, **change})


def test_a_balance_and_a_movement(lot):
    inspect_lot(lot.pk, accepted=4, rejected=0, by="v")
    for facts, name in [
        ({"place": "workshop", "pieces": 1}, "workshop_balance_once"),
        ({"place": "marketplace", "pieces": -1}, "workshop_balance_not_negative"),
        ({"place": "home", "pieces": 1}, "workshop_balance_place"),
    ]:
        with refused_by(name):
            StockBalance.objects.create(lot=lot, **facts)
    for source, target, pieces, name in [
        ("made", "workshop", 1, "workshop_movement_once"),
        ("workshop", "marketplace", 0, "workshop_movement_positive"),
        ("workshop", "workshop", 1, "workshop_movement_places"),
        ("workshop", "made", 1, "workshop_movement_places"),
        ("sold", "workshop", 1, "workshop_movement_places"),
    ]:
        reference = f"inspection:{lot.pk}" if name == "workshop_movement_once" else "r"
        with refused_by(name):
            StockMovement.objects.create(
                lot=lot, from_place=source, to_place=target, pieces=pieces, reference=reference, by="x"
            )


@pytest.mark.parametrize("model", [StockMovement, Inspection, AuditEntry])
def test_history_is_not_rewritten(lot, model):
    inspect_lot(lot.pk, accepted=4, rejected=0, by="v")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.update(id=1)
