"""Inspection against the plan: what cannot be is refused, what is outside is shown, the verdict stays the inspector's."""

import struct
import zlib
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from core.errors import Conflict, Refused
from core.models import StoredFile
from programs.workshop import selectors
from programs.workshop.models import Inspection, Lot, Measurement
from programs.workshop.services import (
    Cause,
    Findings,
    Made,
    Mark,
    Measured,
    inspect_lot,
    mark_attendance,
    record_lot,
    split_lot,
)
from tests.people.test_gates import refused_by

pytestmark = pytest.mark.django_db
SHADE, MOISTURE, LENGTH, MOULD = "coir-shade", "CS-Q01", "CS-Q05", "CS-Q09"


@pytest.fixture
def lot(crew, session) -> Lot:
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="officer")
    return record_lot(session.pk, product=SHADE, makers=[Made(crew[0].pk, 10)], by="officer")


def measured(*values: tuple[str, str]) -> list[Measured]:
    return [Measured(code, number, Decimal(value)) for number, (code, value) in enumerate(values, 1)]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def verdict(lot: Lot, accepted: int = 10, rejected: int = 0, rework: int = 0, **findings) -> Inspection:
    return inspect_lot(
        lot.pk, accepted=accepted, rejected=rejected, rework=rework, by="verifier", findings=Findings(**findings)
    )


def refused(act, code, kind=Refused):
    with pytest.raises(kind) as error, transaction.atomic():
        act()
    assert error.value.code == code
    return error.value


@pytest.mark.parametrize(
    ("code", "value"),
    [(MOISTURE, "-0.1"), (MOISTURE, "100.1"), (LENGTH, "0"), (MOULD, "-1"), (MOULD, "0.5"), ("CS-Q07", "0")],
)
def test_a_value_that_cannot_exist_is_refused_with_its_rule(lot, code, value):
    told = refused(lambda: verdict(lot, measured=measured((code, value))), "value-impossible")
    assert told.field == f"{code}-1"
    assert told.value == value
    assert not Inspection.objects.exists()


@pytest.mark.parametrize(
    ("code", "value", "is_outside"),
    [
        (MOISTURE, "17.999", False),
        (MOISTURE, "18", True),  # the limit itself is outside: strict
        (LENGTH, "204", False),
        (LENGTH, "204.001", True),
        (LENGTH, "195.9", True),
        (MOULD, "0", False),
        (MOULD, "1", True),
    ],
)
def test_a_value_outside_the_limits_is_kept_and_shown(lot, code, value, is_outside):
    found = verdict(lot, accepted=9, rejected=1, measured=measured((code, value)))
    row = Measurement.objects.get()
    assert (row.inspection_id, row.is_outside, row.value) == (found.pk, is_outside, Decimal(value))
    assert selectors.lot_file(Lot.objects.select_related("inspection").get(pk=lot.pk)).measurements == (row,)


def test_while_a_critical_value_is_outside_all_is_accepted_only_with_a_reason(lot):
    wet = measured((MOISTURE, "25"), (MOISTURE, "26"), (LENGTH, "300"))
    assert refused(lambda: verdict(lot, measured=wet), "critical-outside").field == "reason"
    found = verdict(lot, measured=wet, reason="dijemur lalu diukur ulang 15 %")
    assert (found.critical_outside, found.accepted) == (1, 10)


def test_what_is_outside_decides_nothing_by_itself(lot):
    found = verdict(lot, accepted=10, measured=measured((LENGTH, "300")))
    assert (found.accepted, found.critical_outside) == (10, 0)


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ({"measured": measured(("CS-Q99", "1"))}, "characteristic-unknown"),
        ({"measured": [Measured(MOISTURE, 0, Decimal(1))]}, "sample-unfit"),
        ({"measured": [Measured(MOISTURE, 1, Decimal(1))] * 2}, "measured-twice"),
        ({"measured": measured((MOISTURE, "1.0001"))}, "value-unfit"),
        ({"measured": measured((MOISTURE, "NaN"))}, "value-unfit"),
        ({"causes": [Cause("rejected", MOISTURE, 1)]}, "causes-differ"),
        ({"causes": [Cause("rejected", "CS-Q99", 2)]}, "cause-unknown"),
        ({"reason": "x" * 201}, "text-length"),
        ({"photo": png()}, "photo-unsaid"),
        ({"photo": b"%PDF-", "photo_shows_nobody": True}, "file-type"),
    ],
)
def test_findings_that_cannot_be_are_refused_and_nothing_is_booked(lot, findings, code):
    refused(lambda: verdict(lot, accepted=8, rejected=2, **findings), code)
    assert not Inspection.objects.exists()
    assert not StoredFile.objects.filter(purpose="lot_sample").exists()


def test_causes_are_kept_and_the_picture_without_what_the_camera_wrote(lot):
    photo = png(chunk(b"tEXt", b"Comment\0Blok A"), chunk(b"eXIf", b"MM\0*"))
    causes = [Cause("rejected", MOULD, 1), Cause("rejected", "other", 1, "sobek"), Cause("rework", LENGTH, 1)]
    found = verdict(lot, 7, 2, 1, causes=causes, photo=photo, photo_shows_nobody=True)
    assert [(each["cause"], each["pieces"]) for each in found.causes] == [(MOULD, 1), ("other", 1), (LENGTH, 1)]
    stored = StoredFile.objects.get(pk=found.photo)
    assert (stored.prison_code, stored.size) == ("IDM", len(png()))
    (product,) = selectors.first_pass_by_product(selectors.inspections())
    assert (product.produced, product.accepted, product.rework, product.rejected) == (10, 7, 1, 2)
    told = [(row.cause, row.pieces, round(row.cumulative, 2)) for row in selectors.defects(selectors.inspections())]
    assert told == [(LENGTH, 1, 0.33), (MOULD, 1, 0.67), ("other", 1, 1.0)]


def test_a_split_lot_is_not_inspected_again(lot):
    verdict(lot)
    (child,) = split_lot(lot.pk, pieces=[3], by="x")
    refused(lambda: verdict(child, accepted=3), "inspected-before")
    refused(lambda: verdict(lot), "inspected-already", Conflict)


def test_a_characteristic_has_a_course_with_limits_from_six_lots(crew, session, lot):
    for number in range(6):
        each = lot if not number else record_lot(session.pk, product=SHADE, makers=[Made(crew[0].pk, 1)], by="officer")
        values = [Measured(LENGTH, 1, Decimal(199 + number % 2)), Measured(LENGTH, 2, Decimal(201 + number % 2))]
        verdict(each, accepted=each.produced, measured=values)
    (course,) = selectors.courses(selectors.inspections(product=SHADE))
    assert [point.value for point in course.points] == [200.0, 201.0] * 3
    assert [point.moving_range for point in course.points] == [None, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert course.control is not None
    assert (course.control.centre, round(course.control.low, 2), round(course.control.high, 2)) == (
        200.5,
        197.84,
        203.16,
    )
    assert course.control.is_trial
    assert (course.lower, course.upper) == (Decimal(196), Decimal(204))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"sample": 1}, "workshop_measurement_once"),
        ({"sample": 0}, "workshop_measurement_sample"),
        ({"severity": "grave"}, "workshop_measurement_severity"),
        ({"lower": 5, "upper": 4}, "workshop_measurement_limits"),
        ({"value": 101}, "workshop_measurement_percent"),
    ],
)
def test_the_database_refuses_such_a_measurement(lot, change, name):
    found = verdict(lot, measured=measured((MOISTURE, "15")))
    facts = {
        "inspection": found,
        "characteristic": MOISTURE,
        "severity": "critical",
        "sample": 2,
        "value": 1,
        "unit": "pct",
    }
    with refused_by(name):
        Measurement.objects.create(**{**facts, **change})
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Measurement.objects.all().delete()


def test_the_database_refuses_all_accepted_without_a_reason(lot):
    facts = {"produced": 10, "accepted": 10, "rejected": 0, "recorded_by": "officer", "inspected_by": "v"}
    with refused_by("workshop_inspection_critical"):
        Inspection.objects.create(lot=lot, critical_outside=1, **facts)
