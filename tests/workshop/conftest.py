"""Owns a workshop at work: coir-shade adopted, three people enrolled, Monday morning, inside Indramayu."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from programs.people.models import Person
from programs.workshop.models import Session
from programs.workshop.services import open_session
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, adopt_programs, workers

OFFICER = uuid.UUID("00000000-0000-0000-0000-000000000001")


def opened(
    day: date = DAY, *, starts: time = time(8), program: str = "coir-shade", place: str = "Bengkel 1"
) -> Session:
    """A session of six hours with a state officer."""
    return open_session(
        program,
        place=place,
        day=day,
        starts=starts,
        ends=starts.replace(hour=starts.hour + 6),
        officer=OFFICER,
        officer_name="Petugas Contoh",
        by="officer",
    )


def started(count: int) -> tuple[list[Person], int]:
    """People on the list and the id of an open session; the code acts as nobody, as a web process does before a request."""
    adopt_programs()
    persons = workers(count)
    with in_prison("IDM"):
        return persons, opened().pk


@pytest.fixture
def crew(db: None) -> Iterator[list[Person]]:
    """Three people on the list of coir-shade; the code acts inside Indramayu."""
    adopt_programs()
    with clock.at(MORNING):
        persons = workers(3)
        with in_prison("IDM"):
            yield persons


@pytest.fixture
def session(crew: list[Person]) -> Session:
    """An open session of Monday morning."""
    return opened()


@pytest.fixture
def queries_of() -> Callable[[Callable[[], object]], list[str]]:
    """`queries_of(act)`: the statements that read or write rows while an act runs; savepoints are none."""

    def counted(act: Callable[[], object]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            act()
        return [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO"))]

    return counted
