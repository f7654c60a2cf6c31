"""Owns the hour in which people and workshop tests play."""

from collections.abc import Iterator

import pytest

from core import clock
from tests.people.scene import MORNING, adopt_programs


@pytest.fixture
def morning() -> Iterator[None]:
    """Monday 2 November 2026, 08:00 in Indramayu."""
    with clock.at(MORNING):
        yield


@pytest.fixture
def program(db: None) -> None:
    """Indramayu has adopted coir-shade."""
    adopt_programs()
