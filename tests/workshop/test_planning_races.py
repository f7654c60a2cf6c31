"""Several at once, each committing: a slot's session is planned once, a day closes with no session left open behind it."""

from datetime import time, timedelta

import pytest

from core import clock
from core.errors import Conflict
from programs.workshop import selectors
from programs.workshop.models import Session
from programs.workshop.services import cancel_session, close_day, close_session, open_session, plan_sessions, reopen_day
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import OFFICER, opened
from tests.workshop.regimes import slotted
from tests.workshop.test_races import NOW, at_once, crew

__all__ = ["crew"]
pytestmark = pytest.mark.commits
FACTS = {"day": DAY, "starts": time(9), "ends": time(10), "officer": OFFICER, "officer_name": "Petugas", "by": "o"}


def test_many_who_plan_the_same_days_make_each_session_once(crew):
    with clock.at(MORNING), in_prison("IDM"):
        for weekday in range(1, 7):
            slotted(weekday=weekday)
    found = at_once([lambda: plan_sessions(DAY, DAY + timedelta(days=20), by="head")] * 4)
    assert not [each for each in found if isinstance(each, Exception)]
    with in_prison("IDM"):
        assert Session.objects.count() == 18


def test_a_day_never_closes_over_a_session_that_opens_at_the_same_moment(crew):
    for number in range(6):
        opening, closing = at_once(
            [
                lambda place=f"Bengkel {number}": open_session("coir-shade", place=place, **FACTS),
                lambda: close_day(DAY, by="officer"),
            ]
        )
        with clock.at(NOW), in_prison("IDM"):
            is_closed = selectors.is_day_closed(DAY)
            assert is_closed is isinstance(opening, Conflict)
            assert is_closed is not isinstance(closing, Conflict)
            if is_closed:
                reopen_day(DAY, reason="Uji", by="head")
            else:
                close_session(opening.pk, by="officer")


def test_a_session_is_either_cancelled_or_closed(crew):
    with clock.at(MORNING), in_prison("IDM"):
        session = opened().pk
    at_once(
        [
            lambda: cancel_session(session, reason="Listrik padam", by="head"),
            lambda: close_session(session, by="officer"),
        ]
    )
    with in_prison("IDM"):
        row = Session.objects.get()
        assert (row.closed_at is None) is not (row.cancelled_at is None)
