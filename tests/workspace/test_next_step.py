"""The one next step of a prison: in the order of the work until the first saleable lot, then day by day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core import clock
from programs.replication.services import onboard_prison
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tenants.viewer import Claim, Place, Viewer
from tests.replication.cirebon import CIREBON
from tests.scene import worked
from workspace.milestones import drawn, journey_of
from workspace.next_step import Standing, next_step, standing_of
from workspace.selectors import origin_content

# everybody is there, people take part, the scheme is signed; nothing was made yet
BEGUN = Standing(
    held=9,
    enrolled=3,
    sessions=0,
    waiting_lots=0,
    in_workshop=0,
    on_market=0,
    is_signed=True,
    missing=(),
    code="CRB",
    has_seller=False,
    has_worked=False,
    has_recorded=False,
)
SELLING = replace(
    BEGUN, sessions=1, has_seller=True, has_worked=True, has_recorded=True, first_saleable_on=date(2026, 11, 2)
)
MEMBERS = "http://localhost:8000/akun/anggota/CRB/"
NOBODY: dict[str, Any] = {"missing": ("verifier", "treasurer", "officer"), "held": 0, "enrolled": 0}


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        (NOBODY, MEMBERS),
        ({**NOBODY, "missing": ("verifier", "treasurer")}, "/orang/impor/"),
        ({"enrolled": 0}, "/orang/"),
        ({"is_signed": False}, "/keuangan/skema/"),
        ({}, "/bengkel/sesi/buka/"),
        ({"has_worked": True}, "/bengkel/"),
        ({"has_worked": True, "has_recorded": True, "missing": ("verifier",), "waiting_lots": 1}, MEMBERS),
        ({"has_worked": True, "has_recorded": True, "waiting_lots": 1}, "/bengkel/lot/?waiting=1"),
        ({"has_worked": True, "has_recorded": True}, "/pesanan/penjual/"),
    ],
)
def test_the_way_to_the_first_saleable_lot(changes: dict[str, Any], url: str) -> None:
    assert next_step(replace(BEGUN, **changes)).url == url


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({"waiting_lots": 2, "in_workshop": 5}, "/bengkel/lot/?waiting=1"),
        ({"is_signed": False}, "/keuangan/skema/"),
        ({"has_seller": False, "in_workshop": 5}, "/pesanan/penjual/"),
        ({"in_workshop": 5}, "/bengkel/stok/"),
        ({"missing": ("treasurer",)}, MEMBERS),
        ({"sessions": 0}, "/bengkel/sesi/buka/"),
        ({}, "/bengkel/"),
    ],
)
def test_after_the_first_saleable_lot_it_goes_on_day_by_day(changes: dict[str, Any], url: str) -> None:
    assert next_step(replace(SELLING, **changes)).url == url


def test_an_lpka_is_asked_nothing_of_selling() -> None:
    training = replace(BEGUN, sells=False, is_signed=False, has_seller=False, in_workshop=4)
    assert next_step(training).url == "/bengkel/sesi/buka/"
    assert next_step(replace(training, sessions=1, has_worked=True)).url == "/bengkel/"


def test_a_step_says_who_takes_it() -> None:
    step = next_step(replace(BEGUN, is_signed=False))
    place = Place("CRB", "Lapas", "lapas", "Asia/Jakarta", "cirebon.localhost", is_demo=False)
    for role, may in (("head", True), ("officer", False)):
        viewer = Viewer(prison=place, claims=(Claim(role, "CRB", None),))
        assert step.may(viewer) is may
    assert len(step.actors) == 1


def test_the_line_marks_the_day_and_joins_nothing() -> None:
    line = drawn(12, [0, 50, 110])
    assert line.count("<circle") == 3
    assert ">12<" not in line
    assert "12</text>" in line
    assert "polyline" not in line
    assert "style=" not in line
    for day in (0, 110, 470, 100_000):
        assert str(day) in drawn(day, [0, 50, 110])


@pytest.mark.django_db
def test_a_new_prison_begins_at_day_zero_beside_the_origin_s_record() -> None:
    onboard_prison(CIREBON, by="system")
    with acting_as("gate"):
        place = by_code("CRB")
    day = clock.today(place.timezone)
    with in_prison("CRB"):
        standing = standing_of(place, day)
        journey = journey_of(place, standing, day, origin_content())
    assert (journey.day, journey.started, journey.first_lot_on) == (0, day, None)
    assert [each.day for each in journey.recorded] == [0, 50, 110]
    assert all(each.source for each in journey.recorded)
    assert (standing.has_worked, standing.has_recorded, standing.has_seller) == (False, False, False)


@pytest.mark.django_db
def test_a_prison_that_has_worked_names_its_first_saleable_lot(client_at) -> None:
    worked("IDM")
    with acting_as("gate"):
        place = by_code("IDM")
    day = clock.today(place.timezone)
    with in_prison("IDM"):
        standing = standing_of(place, day)
        journey = journey_of(place, standing, day, origin_content())
    assert standing.first_saleable_on is not None
    assert journey.first_lot_day == (standing.first_saleable_on - journey.started).days
    page = client_at("IDM", "head").get("/", headers={"accept-language": "en"}).content.decode()
    assert "First saleable lot" in page
    assert "gerbanginvestigasi.com" in page
