"""Time is read in one place, and can be set."""

from datetime import UTC, date, datetime

from core import clock


def test_the_clock_can_be_set_and_runs_on_afterwards() -> None:
    instant = datetime(2026, 1, 31, 18, 0, tzinfo=UTC)
    with clock.at(instant):
        assert clock.now() == instant
    assert clock.now() > instant


def test_a_day_is_the_prisons_local_day() -> None:
    with clock.at(datetime(2026, 1, 31, 16, 30, tzinfo=UTC)):
        assert clock.today("Asia/Jakarta") == date(2026, 1, 31)
        assert clock.today("Asia/Makassar") == date(2026, 2, 1)
        assert clock.today("Asia/Jayapura") == date(2026, 2, 1)
