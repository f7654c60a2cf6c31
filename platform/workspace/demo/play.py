"""Owns the play: week by week from the first delivery of tools to yesterday, every prison of the cast, clock set."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.db import transaction

from core import clock
from marketplace.orders import services as orders
from tenants.isolation.acting import acting_as, in_prison
from tenants.viewer import Place
from workspace.demo.acts import Acts
from workspace.demo.admission import open_for_work, start_line, withdraw_one
from workspace.demo.cast import BY_CODE, Line, Script, coir, sessions_of
from workspace.demo.life import Life
from workspace.demo.outbox import COUNTED_LATER, deliver_here
from workspace.demo.staff import Member
from workspace.demo.trade import Company, pay_state_revenue, sell_food, trade
from workspace.demo.work import hold_session, release

WEEK = timedelta(days=7)
TRADE_DAY = timedelta(days=5)  # Saturday: what was made in the week is on offer
MONTHLY = 4
TRADED_WEEKS = 68


def play_company(company: Company, acts: Acts, yesterday: date) -> None:
    """Play every prison from its own first day, and the market between them. Login: the app's."""
    today = yesterday + timedelta(days=1)
    planned = {code: sessions_of(life.script, yesterday) for code, life in company.items()}
    for code, life in company.items():
        life.left.update(line.program for lines in planned[code].values() for line in lines)
    first_days = {code: life.script.first_day(today) for code, life in company.items()}
    mondays = list(_mondays(min(first_days.values()), yesterday))
    for number, monday in enumerate(mondays):
        for code, life in company.items():
            if monday >= first_days[code]:
                _play_week(life, planned[code], monday, first_days[code], yesterday)
                _sell_what_was_baked(life)
        saturday = monday + TRADE_DAY
        if saturday <= yesterday and len(mondays) - number <= TRADED_WEEKS:
            _market(company, acts, len(mondays) - number, saturday)


def _mondays(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += WEEK


def _play_week(life: Life, planned: dict[date, list[Line]], monday: date, first_day: date, last: date) -> None:
    with in_prison(life.place.code), transaction.atomic():
        if monday == first_day:
            with clock.at(life.instant(monday, time(8))):
                open_for_work(life, monday)
        week = (monday - first_day).days // 7
        with clock.at(life.instant(monday, time(7, 30) if week else time(9))):
            for line in life.script.lines:
                if line.from_week == week:
                    start_line(life, line, monday)
        days = [monday + timedelta(days=n) for n in range(7)]
        for day in days:
            for line in planned.get(day, ()):
                hold_session(life, line, day)
        if week % MONTHLY == MONTHLY - 1 and days[4] <= last:
            _end_of_month(life, days[4])


def _sell_what_was_baked(life: Life) -> None:
    """All but the last batch, which is what a visitor finds."""
    while life.baked:
        line, day = life.baked.pop()
        if life.left[line.program]:
            sell_food(life, line, day)


def _end_of_month(life: Life, day: date) -> None:
    with clock.at(life.instant(day, time(16))):
        for line in life.script.lines:
            if not line.is_food:
                release(life, line)
        withdraw_one(life, day)
    pay_state_revenue(life, day)


def _market(company: Company, acts: Acts, week: int, saturday: date) -> None:
    """The Saturday of the week, counted back from the last: what the newest weeks hold never depends on today."""
    evening = company[next(iter(company))].instant(saturday, time(10))
    with clock.at(evening):
        with acting_as("storefront"):
            orders.release_expired(by="system")
        deliver_here(without=COUNTED_LATER)
    trade(company, acts, week, evening)
    with clock.at(evening + timedelta(hours=8)):
        deliver_here(without=COUNTED_LATER)


def play(place: Place, staff: dict[str, Member], first_day: date, last_day: date) -> int:
    """One prison alone, from `first_day` to `last_day`: people are admitted, then work; returns how many sessions."""
    script = _short(BY_CODE[place.code])
    life = Life(place, script, staff, Acts())
    days = [first_day + timedelta(days=n) for n in range(1, (last_day - first_day).days + 1)]
    worked = [day for day in days if day.weekday() in script.lines[0].weekdays]
    with in_prison(place.code):
        with clock.at(life.instant(first_day, time(8))):
            open_for_work(life, first_day)
            start_line(life, script.lines[0], first_day)
        for day in worked:
            hold_session(life, script.lines[0], day)
        with clock.at(life.instant(last_day, time(16))):
            release(life, script.lines[0])
    return len(worked)


def _short(script: Script) -> Script:
    """A prison with few people and one line, for what needs a working prison rather than a long history."""
    line = coir(14, 0, 2, 4, lot_every=1)
    return Script(script.code, script.slug, script.wave, held=45, lines=(line,), assimilated=8)
