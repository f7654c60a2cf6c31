"""Owns what today always holds: a register to take, a short tool, an unpaid order, a quote that waits, a code that ends."""

from datetime import date, datetime, timedelta

from core import clock
from marketplace.orders import selectors as order_selectors
from marketplace.orders import services as orders
from programs.earnings import selectors as money_selectors
from programs.workshop import selectors as workshop_selectors
from programs.workshop import services as workshop
from tenants.isolation.acting import acting_as, in_prison
from workspace.demo.cast import ORIGIN
from workspace.demo.life import Life
from workspace.demo.trade import Buyer, Company, bill, buy
from workspace.demo.work import open_today

TOOLS = {"weaving-needle": 12, "scissors": 8, "beater": 4}
UNPAID = Buyer(
    "Rumah Contoh", "ID", "Indramayu", "32", (("IDM", "coir-shade", 2), ("GRT", "coir-shade", 1)), 1, pays=False
)


def hold_today(company: Company) -> None:
    """Make each of them that is missing; the same start again finds them all there. Login: the app's."""
    life = company[ORIGIN]
    now = clock.now()
    today = clock.today(life.place.timezone)
    with in_prison(ORIGIN):
        _session_and_tool(life, today)
        _ending_code(life, now, today)
    order_placed_at = now - timedelta(hours=2)
    buy(company, life.acts, UNPAID, f"{today}", order_placed_at)
    _quote(life, today)


def _session_and_tool(life: Life, today: date) -> None:
    line = life.script.lines[0]
    there = workshop_selectors.sessions().filter(day=today, program_code=line.program).first()
    session = there.pk if there else open_today(life, line, today)
    is_open = there is None or there.closed_at is None
    if is_open and not workshop_selectors.short_tools(today):
        officer = life.by("officer")
        life.acts(workshop.count_tools_out, session, pieces=TOOLS, by=officer)
        back = {**TOOLS, "scissors": TOOLS["scissors"] - 1}
        life.acts(workshop.count_tools_in, session, pieces=back, by=officer)


def _ending_code(life: Life, now: datetime, today: date) -> None:
    if money_selectors.codes_about_to_expire(today).exists():
        return
    for row in money_selectors.obligations():
        if not row.is_live_at(now):
            bill(life, row.pk, expires_at=now + timedelta(hours=30))
            return


def _quote(life: Life, today: date) -> None:
    with in_prison(ORIGIN):
        if order_selectors.waiting_quotes().exists():
            return
    with acting_as("storefront"):
        life.acts(
            orders.ask_quote,
            prison=ORIGIN,
            product="coir-shade",
            quantity=120,
            wish_on=today + timedelta(days=60),
            country="JP",
            email="pembeli.jp@contoh.example",
            name="Rei Contoh Trading K.K.",
            key=f"contoh-quote-{today}",
            by="demo",
        )
