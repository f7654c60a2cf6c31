"""Each invariant of people and workshop finds the row that breaks it; here the owner breaks them on purpose."""

import pytest
from django.db import connection

from programs.people import invariants as of_people
from programs.workshop import invariants
from programs.workshop.models import LotMaker, StockBalance, StockMovement, WorkWeek
from programs.workshop.services import Made, Mark, inspect_lot, mark_attendance, record_lot
from tenants.isolation.acting import owner_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stocked(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 300)], by="officer")
    lot = record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 4)], by="officer")
    inspect_lot(lot.pk, accepted=3, rejected=1, by="verifier")
    assert list(invariants.violations()) == []
    assert list(of_people.violations()) == []


def found(module) -> set[str]:
    checks = {violation.split(":")[0] for violation in module.violations()}
    assert checks <= set(module.CHECKS)
    return checks


def test_a_week_that_lost_minutes():
    WorkWeek.objects.update(d1=299)
    assert found(invariants) == {"week-equals-attendance"}


def test_a_week_that_is_gone():
    WorkWeek.objects.all().delete()
    assert found(invariants) == {"week-equals-attendance"}


def test_a_balance_that_moved_by_itself():
    StockBalance.objects.update(pieces=4)
    assert found(invariants) == {"balance-equals-movements"}


def test_a_lot_with_other_pieces_than_its_makers():
    LotMaker.objects.update(pieces=3)
    assert found(invariants) == {"lot-equals-makers"}


def test_stock_that_no_inspection_accepted():
    StockBalance.objects.update(pieces=5)
    lot = StockBalance.objects.get().lot
    StockMovement.objects.create(lot=lot, from_place="made", to_place="workshop", pieces=2, reference="x", by="x")
    assert found(invariants) == {"accepted-equals-movement"}


def test_a_number_in_clear_and_copies_that_differ():
    with owner_in("IDM"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for source in ("person", "consent"):
            cursor.execute(f"ALTER TABLE people_enrolment DROP CONSTRAINT people_enrolment_{source}_gate")
        cursor.execute("UPDATE people_person SET register_masked = 'BI.001/2024', adult_from = adult_from - 1")
        cursor.execute("UPDATE people_consent SET during = daterange('2026-11-05', NULL)")
    checks = {"register-is-masked", "enrolment-copies-person", "enrolment-copies-consent", "sale-is-consented"}
    assert found(of_people) == checks
