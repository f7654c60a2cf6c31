"""The demonstration is the same at every start, stays within its acts, and plants outliers at invented names only."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tenants.isolation.names import checked_code
from workspace.demo.acts import MOST_ACTS, Acts
from workspace.demo.cast import BY_CODE, CAST, FIRST_DAY, INDRAMAYU, WAVES, Script, sessions_of
from workspace.demo.people import people_csv

TODAYS = (date(2026, 11, 24), date(2027, 6, 1), date(2029, 2, 28))


def planned_acts(script: Script, yesterday: date) -> int:
    """What the plan alone costs: onboarding, people, sessions, lots; without the market."""
    lines = [line for day in sessions_of(script, yesterday).values() for line in day]
    sessions = Counter(line.program for line in lines)
    lots = sum(2 + sessions[line.program] // line.lot_every * 2 for line in script.lines)
    people = 2 * sum(line.enrolled for line in script.lines) + script.assimilated
    return 4 + 3 + people + 3 * len(lines) + lots


@pytest.mark.parametrize("today", TODAYS)
def test_the_plan_leaves_room_for_the_market_in_any_year(today):
    acts = sum(planned_acts(script, today - timedelta(days=1)) for script in CAST)
    assert acts < MOST_ACTS - 250


def test_twelve_real_prisons_and_three_invented_ones_and_none_of_the_visitors():
    invented = [script.name for script in CAST if script.name]
    assert invented == ["Lapas Contoh A", "Lapas Contoh B", "Lapas Contoh C"]
    assert len(CAST) - len(invented) == 12
    assert "CRB" not in BY_CODE
    for script in CAST:
        checked_code(script.code)


def test_only_invented_names_stand_out():
    shares = {script.code: sum(line.enrolled for line in script.lines) / script.held for script in CAST}
    real = [share for code, share in shares.items() if not BY_CODE[code].name]
    assert max(real) < 0.1
    assert shares["CTA"] > 0.3
    assert shares["CTB"] < 0.03
    assert {script.code for script in CAST if script.rejects > 0.1} == {"CTC"}


@pytest.mark.parametrize("today", TODAYS)
def test_the_newest_weeks_are_always_played(today):
    yesterday = today - timedelta(days=1)
    for script in CAST:
        days = sorted(sessions_of(script, yesterday))
        assert days[-1] <= yesterday
        assert (yesterday - days[-1]).days <= 7
        assert days == sorted(sessions_of(script, yesterday))


def test_waves_are_staggered_and_indramayu_is_first():
    today = TODAYS[0]
    assert INDRAMAYU.first_day(today) == FIRST_DAY
    assert [script.first_day(today) for script in CAST][1:] == sorted(script.first_day(today) for script in CAST[1:])
    assert sorted(WAVES) == list(WAVES)


def test_a_wrong_clock_still_leaves_three_weeks_behind():
    today = date(2025, 9, 1)
    assert all(today - script.first_day(today) >= timedelta(days=21) for script in CAST)


def test_people_are_the_same_at_every_start_and_marked():
    file = people_csv("BDGP", 20, FIRST_DAY, women=True)
    assert file == people_csv("BDGP", 20, FIRST_DAY, women=True)
    assert file.count(b"CONTOH/BDGP/") == 20


def test_acts_are_counted():
    acts = Acts()
    assert acts(max, 1, 2) == 2
    assert acts.count == 1
